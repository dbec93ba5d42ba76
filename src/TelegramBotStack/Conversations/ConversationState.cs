using System.Text.Json.Serialization;

namespace TelegramBotStack.Conversations;

/// <summary>A conversation as it is kept: what has happened in it, which is all its code needs to come to where it was.</summary>
internal sealed class ConversationState
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Version { get; init; }

    public string Argument { get; init; } = "";

    public bool IsInGroup { get; init; }

    /// <summary>The user's language when it began; it stays the same, so that buttons and what they meant stay together.</summary>
    public string? Language { get; init; }

    /// <summary>The update that was taken last. When it is delivered again it is not taken again.</summary>
    public int LastUpdate { get; set; }

    /// <summary>The user's last message; in a group a question is a reply to it.</summary>
    public int LastMessage { get; set; }

    public List<ConversationEntry> Log { get; init; } = [];

    /// <summary>What it waits for; null while there is something to do, and so after a crash in the midst of it.</summary>
    public ConversationWait? Wait { get; set; }

    /// <summary>Kept for a while, so that an update that is delivered again does not begin the conversation again.</summary>
    public bool HasEnded { get; set; }
}

/// <summary>A step.</summary>
/// <param name="Kind">What the code did: <c>send</c>, <c>wait</c>, <c>ask:Int32</c>, … At its turn the code must do the same again.</param>
/// <param name="Value">What came of it; null when it was begun and the end of it is not known.</param>
/// <param name="HasFailed">Whether the value is the message of a failure.</param>
internal sealed record ConversationEntry(string Kind, string? Value, bool HasFailed = false);

/// <summary>How long a conversation waits.</summary>
/// <param name="Deadline">When the wait ends without an answer.</param>
/// <param name="RepeatAt">When the question is asked again because it may never have arrived.</param>
internal sealed record ConversationWait(DateTimeOffset? Deadline, DateTimeOffset? RepeatAt);

[JsonSerializable(typeof(ConversationState))]
internal sealed partial class ConversationJson : JsonSerializerContext;
