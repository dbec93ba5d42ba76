namespace TelegramBotStack.Simulator.BotApi;

/// <summary>What setWebhook has stored. Nothing is delivered to it; it ends polling, as on the server.</summary>
internal sealed record WebhookSetting(string Url, int MaxConnections, string SecretToken, string IpAddress);
