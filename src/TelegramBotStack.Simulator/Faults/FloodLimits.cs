namespace TelegramBotStack.Simulator;

/// <summary>
/// How many messages a simulator accepts before it answers 429, each in any stretch of its time. The real limits are
/// not published to this precision, and short bursts pass; these are what
/// https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this promises.
/// </summary>
public sealed record FloodLimits
{
    /// <summary>To all chats in a second, from 1. Default 30.</summary>
    public int PerSecond { get; init; } = 30;

    /// <summary>To one private chat in three seconds, from 1. Default 3.</summary>
    public int PerChatInThreeSeconds { get; init; } = 3;

    /// <summary>To one group in a minute, from 1. Default 20.</summary>
    public int PerGroupInAMinute { get; init; } = 20;
}
