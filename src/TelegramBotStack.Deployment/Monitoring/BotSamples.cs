using TelegramBotStack.Deployment.Runtimes;
using TelegramBotStack.Deployment.Status;

namespace TelegramBotStack.Deployment.Monitoring;

/// <summary>Judges an instance from what it says of itself.</summary>
internal static class BotSamples
{
    // As in the health check of docs/process-contract.md.
    private static readonly TimeSpan OldestPoll = TimeSpan.FromSeconds(90);

    public static BotSample Of(string bot, BotInstance instance, double? rate)
    {
        var status = instance.Status;
        return new BotSample
        {
            Bot = bot,
            Release = instance.Release,
            IsRunning = instance.IsRunning,
            IsAnswering = instance.Answers && (status is null || Polls(status)),
            State = status?.State ?? InstanceState.Unknown,
            UpSeconds = instance.IsRunning && status is not null ? Math.Round((status.HeartbeatAt - status.StartedAt).TotalSeconds) : null,
            UpdatesPerSecond = instance.IsRunning && rate is { } value ? Math.Round(value, 2) : null,
            LagMilliseconds = status?.LagMilliseconds,
            Updates = status?.Updates,
            LastError = status?.LastError,
        };
    }

    // The host's clock is not this machine's; the heartbeat, a second old at most, is the host's now.
    private static bool Polls(InstanceStatus status) =>
        status.HeartbeatAt - new[] { status.LastPollAt, status.ActiveSince, status.StartedAt }.Max() < OldestPoll;
}
