using System.Globalization;
using System.Net;
using Microsoft.Extensions.Configuration;
using TelegramBotStack.Configuration;

namespace TelegramBotStack.Web.Webhooks;

/// <summary>The settings of a webhook, checked.</summary>
internal sealed record WebhookSettings(
    Uri PublicUrl,
    IPAddress ListenAddress,
    int Port,
    string Path,
    string? Secret,
    string? Certificate,
    string? CertificateKey,
    int MaxConnections)
{
    public const string SelfSigned = "self-signed";

    private const string DefaultPath = "/telegram";
    private const int PortBehindProxy = 8080;

    /// <summary>Where Telegram sends updates to (Bot API: setWebhook).</summary>
    private static readonly int[] Ports = [443, 80, 88, 8443];

    /// <summary>The settings; null when the bot is to poll.</summary>
    /// <exception cref="BotConfigurationException">One is wrong.</exception>
    public static WebhookSettings? From(IConfiguration configuration, WebhookOptions options, bool isTelegram)
    {
        var text = Text(configuration, WebhookSettingNames.Url, options.PublicUrl?.ToString());
        if (text is null)
        {
            return null;
        }

        var url = PublicUrlFrom(text, isTelegram);
        var certificate = Text(configuration, WebhookSettingNames.Certificate, options.Certificate);
        return new WebhookSettings(
            url,
            AddressFrom(Text(configuration, WebhookSettingNames.Address, options.ListenAddress?.ToString()), certificate is not null),
            NumberFrom(configuration, WebhookSettingNames.Port, options.Port, certificate is null ? PortBehindProxy : url.Port, 1, 65535),
            PathFrom(Text(configuration, WebhookSettingNames.Path, options.Path), url),
            SecretFrom(configuration[WebhookSettingNames.Secret]),
            certificate,
            Text(configuration, WebhookSettingNames.Key, options.CertificateKey),
            NumberFrom(configuration, WebhookSettingNames.Connections, options.MaxConnections, 40, 1, 100));
    }

    private static Uri PublicUrlFrom(string text, bool isTelegram)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.UserInfo.Length > 0)
        {
            throw new BotConfigurationException(
                "webhook-url-malformed",
                $"{WebhookSettingNames.Url} is '{text}'. It is the address Telegram sends updates to, such as https://bot.example.org/telegram.");
        }

        if (isTelegram && (url.Scheme != "https" || !Ports.Contains(url.Port)))
        {
            throw new BotConfigurationException(
                "webhook-url-refused",
                $"{WebhookSettingNames.Url} is '{text}'. Telegram sends updates only to https, and to the ports 443, 80, 88 and 8443.");
        }

        return url.AbsolutePath == "/" ? new Uri(url, DefaultPath) : url;
    }

    private static IPAddress AddressFrom(string? text, bool isReachedDirectly)
    {
        if (text is null)
        {
            return isReachedDirectly ? IPAddress.IPv6Any : IPAddress.Loopback;
        }

        return IPAddress.TryParse(text, out var address)
            ? address
            : throw new BotConfigurationException(
                "webhook-address-malformed",
                $"{WebhookSettingNames.Address} is '{text}'. It is an IP address of this machine, such as 127.0.0.1 or 0.0.0.0.");
    }

    private static string PathFrom(string? text, Uri url)
    {
        if (text is null)
        {
            return url.AbsolutePath;
        }

        return text.StartsWith('/')
            ? text
            : throw new BotConfigurationException(
                "webhook-path-malformed", $"{WebhookSettingNames.Path} is '{text}'. It is a path such as /telegram.");
    }

    private static string? SecretFrom(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var secret = text.Trim();
        return secret.Length <= 256 && secret.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-')
            ? secret
            : throw new BotConfigurationException(
                "webhook-secret-malformed",
                $"{WebhookSettingNames.Secret} is no secret that Telegram takes: 1 to 256 of A-Z, a-z, 0-9, _ and -. Without one, the bot makes its own.");
    }

    private static int NumberFrom(IConfiguration configuration, string name, int? option, int absent, int least, int most)
    {
        var text = Text(configuration, name, option?.ToString(CultureInfo.InvariantCulture));
        if (text is null)
        {
            return absent;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new BotConfigurationException("webhook-number-malformed", $"{name} is '{text}'. It is a number from {least} to {most}.");
    }

    private static string? Text(IConfiguration configuration, string name, string? option)
        => configuration[name] is { } set && !string.IsNullOrWhiteSpace(set) ? set.Trim() : option;
}
