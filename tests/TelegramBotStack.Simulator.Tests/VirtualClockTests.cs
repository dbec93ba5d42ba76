namespace TelegramBotStack.Simulator.Tests;

public sealed class VirtualClockTests
{
    private static readonly DateTimeOffset Noon = DateTimeOffset.Parse("2026-03-01T12:00:00Z");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly VirtualClock _clock = new(Noon);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_goes_on_by_itself_and_can_be_put_forward()
    {
        var before = _clock.GetTimestamp();
        await Task.Delay(TimeSpan.FromMilliseconds(10), _clock, Cancelled);
        (_clock.GetUtcNow() - Noon).ShouldBeInRange(TimeSpan.FromMilliseconds(1), Patience);

        _clock.Advance(TimeSpan.FromDays(400));
        _clock.AdvanceTo(Noon);

        (_clock.GetUtcNow() - Noon).ShouldBeInRange(TimeSpan.FromDays(400), TimeSpan.FromDays(401));
        _clock.GetElapsedTime(before).ShouldBeInRange(TimeSpan.FromDays(400), TimeSpan.FromDays(401));
        Should.Throw<ArgumentOutOfRangeException>(() => _clock.Advance(TimeSpan.FromTicks(-1)));
    }

    [Fact]
    public async Task Who_waits_for_a_time_that_has_passed_waits_no_longer_and_others_go_on()
    {
        var tomorrow = Task.Delay(TimeSpan.FromDays(1), _clock, Cancelled);
        var nextYear = Task.Delay(TimeSpan.FromDays(45), _clock, Cancelled);
        using var deadline = new CancellationTokenSource(TimeSpan.FromHours(3), _clock);

        _clock.Advance(TimeSpan.FromHours(2));
        tomorrow.IsCompleted.ShouldBeFalse();
        deadline.IsCancellationRequested.ShouldBeFalse();

        _clock.AdvanceTo(Noon.AddDays(2));
        await tomorrow.WaitAsync(Patience, Cancelled);
        await Task.Delay(Timeout.InfiniteTimeSpan, deadline.Token).WaitAsync(Patience, Cancelled).ShouldThrowAsync<OperationCanceledException>();
        nextYear.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task What_recurs_comes_once_for_all_the_time_that_was_put_forward_and_never_after_its_end()
    {
        var ticks = 0;
        var ticked = new SemaphoreSlim(0);
        var timer = _clock.CreateTimer(
            _ =>
            {
                ticks++;
                ticked.Release();
            },
            null,
            TimeSpan.FromHours(1),
            TimeSpan.FromHours(1));

        _clock.Advance(TimeSpan.FromDays(10));
        (await ticked.WaitAsync(Patience, Cancelled)).ShouldBeTrue();
        _clock.Advance(TimeSpan.FromHours(1));
        (await ticked.WaitAsync(Patience, Cancelled)).ShouldBeTrue();
        ticks.ShouldBe(2);

        await timer.DisposeAsync();
        timer.Change(TimeSpan.Zero, TimeSpan.Zero).ShouldBeFalse();
        _clock.Advance(TimeSpan.FromHours(2));
        (await ticked.WaitAsync(TimeSpan.FromMilliseconds(50), Cancelled)).ShouldBeFalse();
    }
}
