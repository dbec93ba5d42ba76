using Microsoft.Extensions.Time.Testing;

namespace TelegramBotStack.Simulator.Tests;

/// <summary>A simulator of its own for each test, on a clock that stands still, and a plain HTTP client.</summary>
public abstract class SimulatorTest : IAsyncLifetime
{
    private protected FakeTimeProvider Time { get; } = new(DateTimeOffset.Parse("2026-03-01T12:00:00Z"));

    private protected TelegramSimulator Telegram { get; private set; } = null!;

    private protected RawClient Client { get; private set; } = null!;

    private protected static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public virtual async ValueTask InitializeAsync()
    {
        Telegram = await TelegramSimulator.StartAsync(new TelegramSimulatorOptions { TimeProvider = Time }, Cancelled);
        Client = new RawClient(Telegram);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Telegram.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Starts a poll and returns when the simulator has parked it.</summary>
    private protected Task<Task<Answer>> Park(int offset = 0, int timeout = 50) => StartPoll(offset, timeout, Cancelled);

    private protected Task<Task<Answer>> ParkUntilHangUp(CancellationToken hangUp) => StartPoll(0, 50, hangUp);

    private protected static async Task Until(Func<bool> condition)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (!condition())
        {
            await Task.Delay(2, patience.Token);
        }
    }

    /// <summary>Moves the clock past the short time in which an update is held back for others.</summary>
    private protected void PassWakeUp() => Time.Advance(TimeSpan.FromMilliseconds(2));

    /// <summary>Moves the clock so far that the next call with the same offset is no repetition.</summary>
    private protected void PassRepetition() => Time.Advance(TimeSpan.FromSeconds(3));

    private async Task<Task<Answer>> StartPoll(int offset, int timeout, CancellationToken hangUp)
    {
        var before = Telegram.Statistics.Polls;
        var poll = Client.CallUntilHangUp("getUpdates", new { offset, timeout }, hangUp);
        await Until(() => Telegram.Statistics.Polls > before);
        return poll;
    }
}
