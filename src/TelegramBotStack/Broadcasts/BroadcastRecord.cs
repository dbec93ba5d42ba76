using System.Text.Json;
using System.Text.Json.Serialization;

namespace TelegramBotStack.Broadcasts;

/// <summary>What is kept of one broadcast, beside the list of its chats.</summary>
internal sealed record BroadcastRecord
{
    public required long Id { get; init; }

    public BroadcastState State { get; init; }

    public required BroadcastMessage Message { get; init; }

    public required int Total { get; init; }

    /// <summary>The first chat of the list that nothing has been begun with.</summary>
    public int Next { get; init; }

    /// <summary>The chats that a message is on its way to.</summary>
    public IReadOnlyList<int> OnTheWay { get; init; } = [];

    public int Sent { get; init; }

    public int Blocked { get; init; }

    public int Failed { get; init; }

    public int Unknown { get; init; }

    public string? LastError { get; init; }

    public long? ReportChatId { get; init; }

    public string? ReportLanguage { get; init; }

    public int? ReportMessageId { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public BroadcastReport ToReport() => new(Id, State, Total, Sent, Blocked, Failed, Unknown, LastError, StartedAt, EndedAt);

    public BroadcastRecord With(DeliveryOutcome outcome, string? error) => outcome switch
    {
        DeliveryOutcome.Sent => this with { Sent = Sent + 1 },
        DeliveryOutcome.Blocked => this with { Blocked = Blocked + 1 },
        DeliveryOutcome.Failed => this with { Failed = Failed + 1, LastError = error },
        _ => this with { Unknown = Unknown + 1 },
    };
}

/// <summary>What became of the message to one chat.</summary>
internal enum DeliveryOutcome
{
    Sent,
    Blocked,
    Failed,
    Unknown,
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(BroadcastRecord))]
internal sealed partial class BroadcastJson : JsonSerializerContext;
