using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TelegramBotStack.Configuration;
using TelegramBotStack.Lease;
using TelegramBotStack.Lease.Shared;
using TelegramBotStack.Polling;
using TelegramBotStack.Status;

namespace TelegramBotStack.Tests.Lease;

public sealed class SharedLeaseTests : IDisposable
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(15);

    private readonly TemporaryDirectory _directory = new();
    private readonly FakeTimeProvider _time = new();
    private readonly LeaseGuard _guard = new();
    private readonly FakeServer _server = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_holder_that_cannot_renew_stops_acting_before_the_server_gives_the_lease_to_another()
    {
        _server.Fails = true;
        using var lease = await AcquireAsync();

        _time.Advance(TimeSpan.FromSeconds(11.9));
        _guard.MayAct.ShouldBeTrue();
        _time.Advance(TimeSpan.FromSeconds(0.1));

        lease.IsStillHeld().ShouldBeFalse("a fifth of its time is left at the server");
        Should.Throw<LeaseLostException>(_guard.Check);
        await Eventually.IsTrueAsync(() => Advance(lease.Lost.IsCancellationRequested), "those who act are told", Cancellation);
        await Should.ThrowAsync<LeaseLostException>(() => lease.ReleaseAsync(_time.GetUtcNow(), _time.GetUtcNow()).AsTask());
        lease.Dispose();
        _guard.MayAct.ShouldBeFalse("what is left of it may not, until the lease is held again");
    }

    [Fact]
    public async Task A_lease_that_is_renewed_lasts()
    {
        using var lease = await AcquireAsync();
        var start = _time.GetUtcNow();

        while (_time.GetUtcNow() - start < 4 * Duration)
        {
            await NextRenewalAsync();
        }

        lease.IsStillHeld().ShouldBeTrue();
        lease.Lost.IsCancellationRequested.ShouldBeFalse();
    }

    [Fact]
    public async Task A_server_that_knows_another_holder_ends_the_lease_at_once()
    {
        using var lease = await AcquireAsync();
        _server.Holder = "another";

        await Eventually.IsTrueAsync(() => Advance(lease.Lost.IsCancellationRequested), "it is lost", Cancellation);

        lease.IsStillHeld().ShouldBeFalse();
    }

    [Fact]
    public async Task A_poll_ends_before_another_could_have_the_lease()
    {
        _server.Fails = true;
        using var lease = await AcquireAsync();
        lease.Within(TimeSpan.FromSeconds(25)).ShouldBe(TimeSpan.FromSeconds(12));
        lease.Within(TimeSpan.FromSeconds(1)).ShouldBe(TimeSpan.FromSeconds(1));

        _time.Advance(TimeSpan.FromSeconds(7.5));
        lease.Within(TimeSpan.FromSeconds(25)).ShouldBe(TimeSpan.FromSeconds(4));
        _time.Advance(TimeSpan.FromSeconds(10));
        lease.Within(TimeSpan.FromSeconds(25)).ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void Time_in_which_the_machine_was_suspended_counts()
    {
        var clock = new SuspendedClock();
        var asked = Asked.Now(clock);
        clock.Suspended = TimeSpan.FromMinutes(1);

        asked.Age(clock).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMinutes(1));
        clock.Suspended = TimeSpan.FromMinutes(-1);
        asked.Age(clock).ShouldBeGreaterThanOrEqualTo(TimeSpan.Zero);
    }

    [Fact]
    public async Task One_that_parks_leaves_the_baton_to_the_next_on_its_data_and_one_that_ends_does_not()
    {
        var first = await AcquireAsync();
        await first.ReleaseAsync(_time.GetUtcNow(), _time.GetUtcNow(), isParked: true);
        var baton = _server.Baton.ShouldNotBeNull();

        var second = await AcquireAsync();
        _server.Claims.Last().Baton.ShouldBe(baton);
        second.Content.Epoch.ShouldBe(2);
        await second.ReleaseAsync(_time.GetUtcNow(), _time.GetUtcNow());

        _server.Baton.ShouldBeNull();
        using var third = await AcquireAsync();
        _server.Claims.Last().Baton.ShouldBeNull();
        _server.Claims.Last().LastEpoch.ShouldBe(2);
    }

    private async Task<SharedLease> AcquireAsync()
    {
        ILeaseSource local = OperatingSystem.IsWindows()
            ? new FileShareLeaseSource(_directory["lease"], "bot", TimeProvider.System)
            : new FlockLeaseSource(_directory["lease"], "bot", TimeProvider.System);
        var source = new SharedLeaseSource(
            local, _server, new SharedLeaseOptions { Duration = Duration }, "bot", _guard, new StatusBoard("bot", "local", _time, SecretMask.None), _time, NullLogger<SharedLeaseSource>.Instance);
        return (SharedLease)await source.AcquireAsync(Cancellation);
    }

    /// <summary>Lets time pass until the lease is renewed; slowly when that takes a busy machine a while.</summary>
    private async Task NextRenewalAsync()
    {
        var (renewals, since, looks) = (_server.Renewals, _time.GetUtcNow(), 0);
        await Eventually.IsTrueAsync(
            () =>
            {
                if (_server.Renewals > renewals)
                {
                    return true;
                }

                var isPrompt = _time.GetUtcNow() - since < TimeSpan.FromSeconds(4);
                if (isPrompt || ++looks % 25 == 0)
                {
                    _time.Advance(TimeSpan.FromMilliseconds(isPrompt ? 500 : 100));
                }

                return false;
            },
            "it is renewed",
            Cancellation);
    }

    private bool Advance(bool isDone)
    {
        if (!isDone)
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
        }

        return isDone;
    }

    private sealed class FakeServer : ILeaseServer
    {
        private int _renewals;

        public int Renewals => Volatile.Read(ref _renewals);

        public bool Fails { get; set; }

        public string? Holder { get; set; }

        public string? Baton { get; private set; }

        public ConcurrentQueue<LeaseClaim> Claims { get; } = new();

        public string Name => "a server";

        public Task OpenAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<LeaseAnswer> TryAcquireAsync(LeaseClaim claim, CancellationToken cancellationToken)
        {
            Claims.Enqueue(claim);
            Holder = claim.Id;
            return Task.FromResult(new LeaseAnswer(claim.LastEpoch + 1, null));
        }

        public Task<bool> RenewAsync(LeaseClaim claim, long epoch, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _renewals);
            return Fails ? throw new IOException("no network") : Task.FromResult(Holder == claim.Id);
        }

        public Task ReleaseAsync(LeaseClaim claim, LeaseContent content, LeaseReservation? reservation, CancellationToken cancellationToken)
        {
            Baton = reservation?.Baton;
            return Task.CompletedTask;
        }

        public Task WaitForReleaseAsync(TimeSpan longest, CancellationToken cancellationToken) => Task.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class SuspendedClock : TimeProvider
    {
        public TimeSpan Suspended { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Suspended;
    }
}
