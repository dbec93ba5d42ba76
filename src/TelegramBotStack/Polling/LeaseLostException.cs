namespace TelegramBotStack.Polling;

/// <summary>This instance holds the lease no more, and may act no more.</summary>
internal sealed class LeaseLostException(string message = "Another instance holds the lease.") : Exception(message);
