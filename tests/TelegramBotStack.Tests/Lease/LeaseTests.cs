using TelegramBotStack.Lease;

namespace TelegramBotStack.Tests.Lease;

public sealed class LeaseTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 2, 15, 0, 123, TimeSpan.Zero);

    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task The_first_holder_has_epoch_1_and_the_next_one_more()
    {
        using (var first = await Source("first").AcquireAsync(Cancellation))
        {
            first.Content.Epoch.ShouldBe(1);
            first.Predecessor.Epoch.ShouldBe(0);
        }

        using var second = await Source("second").AcquireAsync(Cancellation);
        second.Content.Epoch.ShouldBe(2);
        second.Content.Instance.ShouldBe("second");
        second.Predecessor.Instance.ShouldBe("first");
        second.Predecessor.ReleasedAt.ShouldBeNull("the first did not let go on purpose");
    }

    [Fact]
    public async Task A_second_instance_waits_until_the_holder_lets_go()
    {
        using var first = await Source("first").AcquireAsync(Cancellation);
        var waiting = Source("second").AcquireAsync(Cancellation);
        await Task.Delay(100, Cancellation);
        waiting.IsCompleted.ShouldBeFalse();

        first.NoteFirstPoll(Now);
        await first.ReleaseAsync(Now, Now.AddMilliseconds(5));

        using var second = await waiting.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        second.Predecessor.PollingStoppedAt.ShouldBe(Now);
        second.Predecessor.ReleasedAt.ShouldBe(Now.AddMilliseconds(5));
        second.Predecessor.FirstPollAt.ShouldBe(Now);
        second.Content.FirstPollAt.ShouldBeNull();
    }

    [Fact]
    public async Task Giving_up_the_wait_does_not_take_the_lease_from_others()
    {
        using var first = await Source("first").AcquireAsync(Cancellation);
        using var impatience = new CancellationTokenSource();
        var given = Source("second").AcquireAsync(impatience.Token);
        await impatience.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(given);
        var third = Source("third").AcquireAsync(Cancellation);

        await first.ReleaseAsync(Now, Now);

        using var lease = await third.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        lease.Content.Instance.ShouldBe("third");
    }

    [Fact]
    public async Task Others_read_the_file_while_it_is_held()
    {
        var source = Source("first");
        source.Read().ShouldBeNull();
        using var lease = await source.AcquireAsync(Cancellation);
        lease.NoteFirstPoll(Now);

        var read = Source("second").Read().ShouldNotBeNull();
        read.Epoch.ShouldBe(1);
        read.Instance.ShouldBe("first");
        read.FirstPollAt.ShouldBe(Now);
    }

    [Fact]
    public async Task A_file_that_tells_of_another_holder_is_noticed()
    {
        using var lease = await Source("first").AcquireAsync(Cancellation);
        lease.IsStillHeld().ShouldBeTrue();

        // As when a backup is unpacked over the data of a running bot.
        File.Delete(_directory["lease"]);
        using var other = await Source("other").AcquireAsync(Cancellation);

        lease.IsStillHeld().ShouldBeFalse();
    }

    [Fact]
    public async Task A_damaged_file_is_no_obstacle()
    {
        await File.WriteAllTextAsync(_directory["lease"], "{ \"epoch\": 7, \"inst", Cancellation);

        using var lease = await Source("first").AcquireAsync(Cancellation);

        lease.Content.Epoch.ShouldBe(1);
        Source("second").Read().ShouldNotBeNull().Instance.ShouldBe("first");
    }

    private ILeaseSource Source(string instance) => OperatingSystem.IsWindows()
        ? new FileShareLeaseSource(_directory["lease"], instance, TimeProvider.System)
        : new FlockLeaseSource(_directory["lease"], instance, TimeProvider.System);
}
