namespace TelegramBotStack.Deployment.Configuration;

/// <summary>Where alerts go; nowhere by default.</summary>
/// <param name="Chat">Id of the Telegram chat, negative for a group; null for none. The bot itself sends there.</param>
/// <param name="Webhook">Name of the secret with the address that alerts are posted to as JSON; null for none.</param>
public sealed record AlertSettings(long? Chat = null, string? Webhook = null);
