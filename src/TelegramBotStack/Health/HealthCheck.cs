using System.Text.Json;
using TelegramBotStack.Configuration;
using TelegramBotStack.Lease;
using TelegramBotStack.Status;

namespace TelegramBotStack.Health;

/// <summary>
/// Answers <c>--health</c> from the status file, as docs/process-contract.md says. Docker runs it every few seconds
/// beside the bot, so it reads two files and builds nothing.
/// </summary>
internal static class HealthCheck
{
    private const string Argument = "--health";
    private static readonly TimeSpan OldestHeartbeat = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan OldestPoll = TimeSpan.FromSeconds(90);

    public static bool IsAskedFor(IEnumerable<string> arguments) => arguments.Contains(Argument);

    public static int Run(IReadOnlyList<string> arguments, TimeProvider time, TextWriter output)
    {
        var data = DataDirectory.From(EarlySettings.Read(arguments, SettingNames.Data));
        var (isHealthy, why) = Examine(data, EarlySettings.Read(arguments, SettingNames.Instance), time.GetUtcNow());
        output.WriteLine(why);
        return isHealthy ? 0 : 1;
    }

    private static (bool IsHealthy, string Why) Examine(DataDirectory data, string? instance, DateTimeOffset now)
    {
        try
        {
            instance = string.IsNullOrEmpty(instance) ? LeaseFile.Read(data.Lease)?.Instance : instance;
            if (instance is null)
            {
                return (false, $"unhealthy: no instance has been active on {data.Root}");
            }

            var status = JsonSerializer.Deserialize(File.ReadAllBytes(data.StatusOf(instance)), ContractJson.Default.InstanceStatus);
            return status is null ? (false, $"unhealthy: the status of {instance} is empty") : Judge(status, now);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return (false, $"unhealthy: the status cannot be read: {exception.Message}");
        }
    }

    public static (bool IsHealthy, string Why) Judge(InstanceStatus status, DateTimeOffset now)
    {
        var name = $"{status.Instance} is {status.State.ToString().ToLowerInvariant()}";
        if (status.State is InstanceState.Stopped or InstanceState.Failed)
        {
            return (false, $"unhealthy: {name}: {status.LastError?.Message ?? "it has ended"}");
        }

        var beat = now - status.HeartbeatAt;
        if (beat >= OldestHeartbeat)
        {
            return (false, FormattableString.Invariant($"unhealthy: {name}, but its heart last beat {beat.TotalSeconds:0} s ago"));
        }

        if (status.State == InstanceState.Active && (status.LastPollAt ?? status.ActiveSince ?? status.StartedAt) is var polled
            && now - Latest(polled, status.ActiveSince) >= OldestPoll)
        {
            return (false, FormattableString.Invariant(
                $"unhealthy: {name}, but Telegram last answered a poll {(now - polled).TotalSeconds:0} s ago: {status.LastError?.Message}"));
        }

        return (true, FormattableString.Invariant($"healthy: {name}, {status.Updates.Handled} updates handled, {status.Updates.Pending} pending"));
    }

    private static DateTimeOffset Latest(DateTimeOffset one, DateTimeOffset? other) => other > one ? other.Value : one;
}
