namespace TelegramBotStack.Polling;

/// <summary>The lease file tells of another holder, and Telegram has told of another consumer.</summary>
internal sealed class LeaseLostException() : Exception("Another instance holds the lease.");
