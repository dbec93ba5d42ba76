using System.Globalization;

namespace TelegramBotStack.Deployment.Configuration;

/// <summary>Reads <c>alerts</c>: a chat's id, and the name of the secret that holds a webhook's address.</summary>
internal static class AlertSection
{
    public static AlertSettings Read(YamlSection section, Dictionary<string, SecretSource> secrets)
    {
        var chat = section.Value<long>("chat", "the id of a chat, such as 123456789", text =>
            long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id) && id != 0 ? id : null);
        if (chat is not null && !secrets.ContainsKey("BOT_TOKEN"))
        {
            section.Report(section.Node("chat"), "chat", "needs BOT_TOKEN under secrets: the bot itself sends the message");
        }

        var webhook = section.Text("webhook");
        if (webhook is not null && !secrets.ContainsKey(webhook))
        {
            // The value is not shown: it may be the address itself.
            section.Report(section.Node("webhook"), "webhook", "must be the name of a secret under secrets, which holds the address");
        }

        return new AlertSettings(chat, webhook);
    }
}
