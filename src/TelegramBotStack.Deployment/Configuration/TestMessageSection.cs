using TelegramBotStack.Deployment.Secrets;

namespace TelegramBotStack.Deployment.Configuration;

/// <summary>Reads <c>verify.message</c>: what is sent to the bot, by whom, and what must come back.</summary>
internal static class TestMessageSection
{
    // Bot API: sendMessage.
    private const int LongestText = 4_096;

    public static TestMessageSettings? Read(YamlSection section, Dictionary<string, SecretSource> secrets)
    {
        var send = section.Text("send");
        var expect = section.Text("expect");
        var token = section.Text("token");
        var within = section.Duration("within");
        if (!section.Entries.Any())
        {
            return null;
        }

        if (send is null)
        {
            section.Report(null, "send", "must say what is sent to the bot, such as /start");
        }
        else if (send.Length > LongestText)
        {
            section.Report(section.Node("send"), "send", "must be at most 4096 characters, as Telegram sends them");
        }

        if (token is null || !secrets.ContainsKey(token))
        {
            // The value is not shown: it may be the token itself.
            section.Report(section.Node("token"), "token", "must be the name of a secret under secrets, which holds the token of another bot: the test account");
        }
        else if (token == SecretValue.Token)
        {
            section.Report(section.Node("token"), "token", "must be another bot's: a bot cannot write to itself");
        }

        if (!secrets.ContainsKey(SecretValue.Token))
        {
            section.Report(section.Node("send"), "send", "needs BOT_TOKEN under secrets: it tells which bot the message is for");
        }

        var message = new TestMessageSettings(send ?? "", token ?? "", expect);
        return within is { } limit ? message with { Within = limit } : message;
    }
}
