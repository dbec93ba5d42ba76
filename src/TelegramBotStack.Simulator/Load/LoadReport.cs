namespace TelegramBotStack.Simulator;

/// <summary>What became of the messages of a load: the bot is expected to answer each with the same text.</summary>
public sealed record LoadReport
{
    /// <summary>Messages the users have sent.</summary>
    public required long Sent { get; init; }

    /// <summary>Messages that got at least one answer.</summary>
    public required long Answered { get; init; }

    /// <summary>Messages without an answer. While the load runs, this includes those the bot has just got.</summary>
    public required long Lost { get; init; }

    /// <summary>Answers beyond the first to the same message.</summary>
    public required long Doubled { get; init; }

    /// <summary>First answers that came after the answer to a later message of the same user.</summary>
    public required long OutOfOrder { get; init; }

    /// <summary>Texts of the bot that answer no message of the load.</summary>
    public required long Unexpected { get; init; }

    /// <summary>Half of the answers came within this time; within 1 %. Zero without answers.</summary>
    public required TimeSpan MedianDelay { get; init; }

    /// <summary>99 of 100 answers came within this time; within 1 %. Zero without answers.</summary>
    public required TimeSpan NinetyNinthDelay { get; init; }

    /// <summary>The longest time from a message to its first answer.</summary>
    public required TimeSpan LongestDelay { get; init; }

    /// <summary>
    /// The longest time in which no answer came although one was owed: between two answers, from the first message to
    /// the first answer, or from the last answer to the end.
    /// </summary>
    public required TimeSpan LongestSilence { get; init; }

    /// <summary>When the longest silence began, UTC; null if there was none.</summary>
    public required DateTimeOffset? LongestSilenceAt { get; init; }

    /// <summary>From the first message to this report.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Up to ten of the lost messages, for example <c>u17 m42</c>.</summary>
    public required IReadOnlyList<string> LostTexts { get; init; }

    /// <summary>Up to ten of the doubled messages.</summary>
    public required IReadOnlyList<string> DoubledTexts { get; init; }

    /// <summary>True when every message was answered exactly once and in order.</summary>
    public bool IsFlawless => Lost == 0 && Doubled == 0 && OutOfOrder == 0;
}
