using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using TelegramBotStack.Configuration;

namespace TelegramBotStack.Logging;

/// <summary>
/// How the bot logs to the console: a line of text, or with <c>BOTSTACK_LOG=json</c> a line of JSON with the update, chat,
/// user and handler it belongs to.
/// </summary>
internal static class ConsoleLogs
{
    private const string Text = "text";
    private const string Json = "json";

    public static void AddConsoleLogs(this ILoggingBuilder logging, IConfiguration configuration)
    {
        if (string.Equals(configuration[SettingNames.Log], Json, StringComparison.OrdinalIgnoreCase))
        {
            logging.AddJsonConsole(console =>
            {
                console.IncludeScopes = true;
                console.UseUtcTimestamp = true;
                console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
            });
            return;
        }

        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
        });
    }

    /// <exception cref="BotConfigurationException">It is none of the formats.</exception>
    public static void Check(string? setting)
    {
        if (!string.IsNullOrWhiteSpace(setting)
            && !setting.Equals(Json, StringComparison.OrdinalIgnoreCase) && !setting.Equals(Text, StringComparison.OrdinalIgnoreCase))
        {
            throw new BotConfigurationException("log-malformed", $"{SettingNames.Log} is '{setting}'. It is {Text} or {Json}; the default is {Text}.");
        }
    }
}
