using System.Globalization;

namespace TelegramBotStack.Deployment.Configuration;

/// <summary>Reads <c>alerts</c>: a chat's id, the name of the secret that holds a webhook's address, and when what is told.</summary>
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

        var defaults = new AlertSettings();
        var repeat = section.Duration("repeat");
        if (repeat < TimeSpan.FromMinutes(1))
        {
            section.Report(section.Node("repeat"), "repeat", "must be at least 1m");
        }

        return new AlertSettings(chat, webhook)
        {
            Watch = section.Value<bool>("watch", "true or false", DeployFile.ParseBoolean) ?? defaults.Watch,
            After = section.Duration("after") ?? defaults.After,
            Repeat = repeat ?? defaults.Repeat,
            DiskFree = section.Value<long>("disk-free", "a size such as 500m or 2g, at least 6m", DeployFile.ParseSize) ?? defaults.DiskFree,
        };
    }
}
