using System.Text.Json;
using System.Text.Json.Serialization;
using TelegramBotStack.Storage;

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

    /// <summary>Whether the zone is that of the user, and changes when the user names another.</summary>
    public bool FollowsUser { get; init; }

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

    [JsonIgnore]
    private Recurrence? Recurrence
        => Cron is null ? null : Recurrence.Cron(Cron, TimeZone is { } zone && TimeZones.TryFind(zone) is not null ? zone : null);

    public ScheduledEntry ToEntry() => new(Id, Name, ChatId, UserId, DueAt, Recurrence);

    public ScheduledEntry<T> ToEntry<T>(StorageJson json) => new(Id, Name, ChatId, UserId, DueAt, Recurrence, PayloadAs<T>(json));

    /// <exception cref="JsonException">It is no <typeparamref name="T"/>.</exception>
    public T PayloadAs<T>(StorageJson json) => Payload is { } payload
        ? json.Deserialize<T>(JsonSerializer.SerializeToUtf8Bytes(payload, PlainJson.Default.JsonElement))!
        : default!;
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(ScheduledItem))]
internal sealed partial class ScheduleJson : JsonSerializerContext;
