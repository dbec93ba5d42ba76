using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using TelegramBotStack.Logging;

namespace TelegramBotStack.Configuration;

/// <summary>The settings of this instance, checked. The token is apart: without it there is still a status to write.</summary>
internal sealed partial record BotSettings(
    DataDirectory Data,
    string Instance,
    string Release,
    Uri ApiUrl,
    string? TokenText,
    TimeSpan HangAfter)
{
    private static readonly Uri TelegramUrl = new("https://api.telegram.org");

    public bool IsTelegram => ApiUrl == TelegramUrl;

    /// <exception cref="BotConfigurationException">A setting is wrong.</exception>
    public static BotSettings From(IConfiguration configuration)
    {
        ConsoleLogs.Check(configuration[SettingNames.Log]);
        return new BotSettings(
            DataDirectory.From(configuration[SettingNames.Data]),
            InstanceFrom(configuration[SettingNames.Instance]),
            configuration[SettingNames.Release] is { Length: > 0 } release ? release : "local",
            UrlFrom(configuration[SettingNames.ApiUrl]),
            configuration[SettingNames.Token],
            HangAfterFrom(configuration[SettingNames.HangAfter]));
    }

    /// <exception cref="BotConfigurationException">It is not the address of a server.</exception>
    public static Uri UrlFrom(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return TelegramUrl;
        }

        return Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.AbsolutePath == "/"
            ? url
            : throw new BotConfigurationException(
                "api-url-malformed",
                $"BOT_API_URL is '{text}'. It is an address such as https://api.telegram.org or http://127.0.0.1:8081, without a path.");
    }

    private static string InstanceFrom(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            var machine = NotInInstance().Replace(Environment.MachineName, "-");
            return string.Create(CultureInfo.InvariantCulture, $"{machine}-{Environment.ProcessId}");
        }

        return NotInInstance().IsMatch(text) || text.Length > 128 || text.All(letter => letter == '.')
            ? throw new BotConfigurationException(
                "instance-malformed",
                $"BOTSTACK_INSTANCE is '{text}'. Use up to 128 letters, digits, '.', '_' and '-'.")
            : text;
    }

    private static TimeSpan HangAfterFrom(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return TimeSpan.FromSeconds(90);
        }

        return double.TryParse(text, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 3 and <= 3600
            ? TimeSpan.FromSeconds(seconds)
            : throw new BotConfigurationException(
                "hang-after-malformed",
                $"BOTSTACK_HANG_AFTER is '{text}'. It is a number of seconds, 3 to 3600; the default is 90.");
    }

    [GeneratedRegex(@"[^A-Za-z0-9._-]")]
    private static partial Regex NotInInstance();
}
