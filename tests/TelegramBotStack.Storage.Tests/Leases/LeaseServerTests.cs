using TelegramBotStack.Lease;
using TelegramBotStack.Lease.Shared;
using TelegramBotStack.Polling;
using TelegramBotStack.Tests;

namespace TelegramBotStack.Storage.Tests.Leases;

/// <summary>What holds of a lease wherever it is kept. The servers are real, and so is their clock.</summary>
public abstract class LeaseServerTests : IAsyncLifetime
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_several_that_ask_at_once_one_gets_the_lease()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Server.TryAcquireAsync(Claim($"bot-{number}"), Cancellation)));

        answers.Select(answer => answer.Epoch).Order().ShouldBe([0, 0, 0, 0, 0, 0, 0, 1]);
        var refused = await Server.TryAcquireAsync(Claim("late"), Cancellation);
        refused.Epoch.ShouldBe(0);
        refused.Last!.Instance!.ShouldStartWith("bot-");
        refused.FreeIn.ShouldBeInRange(TimeSpan.FromMinutes(1), Long);
    }

    [Fact]
    public async Task A_claim_whose_answer_was_lost_gets_the_same_epoch_again()
    {
        var claim = Claim("first");
        var answer = await Server.TryAcquireAsync(claim, Cancellation);

        (await Server.TryAcquireAsync(claim, Cancellation)).Epoch.ShouldBe(answer.Epoch);
    }

    [Fact]
    public async Task A_lease_that_is_not_renewed_goes_to_another_with_a_higher_epoch_and_never_back()
    {
        var dead = Claim("dead", Short);
        var first = await Server.TryAcquireAsync(dead, Cancellation);
        (await Server.RenewAsync(dead, first.Epoch, Cancellation)).ShouldBeTrue();

        var successor = Claim("successor");
        var second = await AcquireAsync(successor);

        second.Epoch.ShouldBe(first.Epoch + 1);
        second.Last!.Instance.ShouldBe("dead");
        second.Last.ReleasedAt.ShouldBeNull();
        (await Server.RenewAsync(dead, first.Epoch, Cancellation)).ShouldBeFalse();
        (await Server.RenewAsync(successor, second.Epoch, Cancellation)).ShouldBeTrue();
    }

    [Fact]
    public async Task Whoever_waits_is_woken_when_the_lease_is_let_go()
    {
        var holder = Claim("holder");
        var epoch = (await Server.TryAcquireAsync(holder, Cancellation)).Epoch;

        // The first call begins to listen.
        await Server.WaitForReleaseAsync(Limit, Cancellation);
        var waiting = Server.WaitForReleaseAsync(Long, Cancellation);
        await Server.ReleaseAsync(holder, new LeaseContent { Instance = "holder", ReleasedAt = DateTimeOffset.UnixEpoch }, null, Cancellation);

        await waiting.WaitAsync(Limit, Cancellation);
        var next = await Server.TryAcquireAsync(Claim("next"), Cancellation);
        next.Epoch.ShouldBe(epoch + 1);
        next.Last!.ReleasedAt.ShouldBe(DateTimeOffset.UnixEpoch);
    }

    [Fact]
    public async Task One_that_parks_keeps_the_lease_for_whoever_has_the_baton()
    {
        var holder = Claim("holder");
        await Server.TryAcquireAsync(holder, Cancellation);
        await Server.ReleaseAsync(holder, holder.Content, new LeaseReservation("baton", Long), Cancellation);

        (await Server.TryAcquireAsync(Claim("elsewhere"), Cancellation)).Epoch.ShouldBe(0);
        (await Server.TryAcquireAsync(Claim("other data") with { Baton = "another" }, Cancellation)).Epoch.ShouldBe(0);
        (await Server.TryAcquireAsync(Claim("here") with { Baton = "baton" }, Cancellation)).Epoch.ShouldBe(2);
    }

    [Fact]
    public async Task The_next_epoch_is_higher_than_what_the_host_knows_of()
    {
        await Server.TryAcquireAsync(Claim("old", Short), Cancellation);

        (await AcquireAsync(Claim("new") with { LastEpoch = 40 })).Epoch.ShouldBe(41);
    }

    [Fact]
    public async Task What_is_written_in_an_epoch_that_is_over_is_refused_by_the_storage_itself()
    {
        var guard = new LeaseGuard();
        await using var backend = await CreateBackendAsync(guard);
        using var data = new TemporaryDirectory();
        var old = Claim("old", TimeSpan.FromMinutes(1));
        var answer = await Server.TryAcquireAsync(old, Cancellation);
        var local = (HeldLease)await new FlockLeaseSource(data["lease"], "old", TimeProvider.System).AcquireAsync(Cancellation);
        using var lease = new SharedLease(local, Server, old, answer, Asked.Now(TimeProvider.System), guard, TimeProvider.System, Logger);
        var guarded = new GuardedBackend(backend.Backend, guard);
        (await guarded.WriteAsync([Change("a", "1")], Cancellation)).ShouldBeTrue();

        // Behind its back: as if it had been frozen between looking at its clock and writing.
        await Server.ReleaseAsync(old, old.Content, null, Cancellation);
        await Server.TryAcquireAsync(Claim("new"), Cancellation);
        lease.IsStillHeld().ShouldBeTrue();

        await Should.ThrowAsync<LeaseLostException>(() => guarded.WriteAsync([Change("a", "2")], Cancellation));
        lease.IsStillHeld().ShouldBeFalse("it has learnt of it");
        await Should.ThrowAsync<LeaseLostException>(() => backend.Backend.WriteAsync([Change("b", "1"), Change("c", "1") with { Condition = StorageCondition.Absent }], Cancellation));
        System.Text.Encoding.UTF8.GetString((await backend.Backend.ReadAsync("a", Cancellation)).ShouldNotBeNull().Json.Span).ShouldBe("1");
        (await backend.Backend.ReadAsync("b", Cancellation)).ShouldBeNull();
    }

    public abstract ValueTask InitializeAsync();

    public virtual async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected static Microsoft.Extensions.Logging.ILogger Logger => Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

    private protected abstract ILeaseServer Server { get; }

    private protected static LeaseClaim Claim(string instance, TimeSpan? duration = null)
        => new($"{instance}/{Guid.NewGuid():N}", new LeaseContent { Instance = instance }, duration ?? Long, 0, null);

    private protected abstract Task<FencedStorage> CreateBackendAsync(LeaseGuard guard);

    private protected async Task<LeaseAnswer> AcquireAsync(LeaseClaim claim)
    {
        var answer = new LeaseAnswer(0, null);
        await Eventually.IsTrueAsync(
            async () => (answer = await Server.TryAcquireAsync(claim, Cancellation)).Epoch > 0, "the lease is free", Cancellation);
        return answer;
    }

    private static StorageChange Change(string key, string json) => new(key, System.Text.Encoding.UTF8.GetBytes(json));

    /// <summary>A storage on the server of the lease.</summary>
    private protected sealed record FencedStorage(IStorageBackend Backend) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => ((IAsyncDisposable)Backend).DisposeAsync();
    }
}
