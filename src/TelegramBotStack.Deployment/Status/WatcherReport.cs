using System.Text.Json;

namespace TelegramBotStack.Deployment.Status;

/// <summary>How the watcher of a bot is doing.</summary>
/// <param name="IsRunning">Whether it runs.</param>
/// <param name="Release">The release whose image it runs.</param>
/// <param name="State">What it thinks of the bot, such as <c>ok</c> or <c>silent</c>; null when it has not said.</param>
/// <param name="Reason">Why.</param>
/// <param name="Since">Since when, by the host's clock; null when it has never thought otherwise.</param>
/// <param name="Waiting">How many messages wait to be sent.</param>
public sealed record WatcherReport(bool IsRunning, string Release, string? State, string? Reason, DateTimeOffset? Since, int Waiting);

/// <summary>What a watcher writes down; see docs/process-contract.md.</summary>
internal sealed record WatcherStatus
{
    public DateTimeOffset StartedAt { get; init; }

    public AlarmStatus? Alarm { get; init; }

    public IReadOnlyDictionary<string, JsonElement[]>? Waiting { get; init; }

    public static WatcherStatus? Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize<WatcherStatus>(json, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>What a watcher thinks of the bot.</summary>
internal sealed record AlarmStatus(string? Current, string? Reason, DateTimeOffset? Since);
