namespace TelegramBotStack.Simulator.Webhooks;

/// <summary>What setWebhook has stored; <c>Certificate</c> is the uploaded one in PEM, or empty.</summary>
internal sealed record WebhookSetting(string Url, int MaxConnections, string SecretToken, string IpAddress, string Certificate);
