namespace TelegramBotStack;

/// <summary>A message that a conversation has sent.</summary>
/// <param name="ChatId">The chat it is in.</param>
/// <param name="MessageId">Its number there; 0 when the process was killed before Telegram had told it.</param>
public readonly record struct SentMessage(long ChatId, int MessageId);
