using System.Text.Json;
using System.Text.Json.Serialization;

namespace TelegramBotStack.Schedules;

/// <summary>What is kept of one entry.</summary>
internal sealed record ScheduledItem
{
    public required long Id { get; init; }

    public required string Name { get; init; }

    public long? ChatId { get; init; }

    public long? UserId { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    public string? Cron { get; init; }

    public string? TimeZone { get; init; }

    /// <summary>True for what the bot's code and no user has asked for.</summary>
    public bool IsFixed { get; init; }

    public JsonElement? Payload { get; init; }

    /// <summary>True once its handler has begun, until it has ended.</summary>
    public bool HasBegun { get; init; }

    /// <summary>How many of its messages have been sent.</summary>
    public int Sent { get; init; }

    /// <summary>True from before a message is sent until its answer has come.</summary>
    public bool IsSending { get; init; }

    public int Failures { get; init; }

    /// <summary>When it is tried again after it has failed.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    [JsonIgnore]
    public DateTimeOffset RunsAt => RetryAt ?? DueAt;

    public ScheduledEntry ToEntry()
        => new(Id, Name, ChatId, UserId, DueAt, Cron is null ? null : Recurrence.Cron(Cron, TimeZone is { } zone && TimeZones.TryFind(zone) is not null ? zone : null));
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(ScheduledItem))]
internal sealed partial class ScheduleJson : JsonSerializerContext;
