namespace TelegramBotStack.Deployment.Verification;

/// <summary>Tells a webhook that the bot has set itself (docs/webhooks.md) from somebody else's.</summary>
internal static class OwnWebhook
{
    private const string Setting = "BOTSTACK_WEBHOOK_URL";

    /// <summary>Whether a bot with this environment sets its webhook to this host.</summary>
    public static bool IsWanted(string host, IReadOnlyDictionary<string, string> variables)
        => variables.TryGetValue(Setting, out var url) && Uri.TryCreate(url, UriKind.Absolute, out var wanted)
            && wanted.Host.Equals(host, StringComparison.OrdinalIgnoreCase);
}
