using System.Net;

namespace TelegramBotStack.Web;

/// <summary>How updates reach a bot by webhook. Each has a setting that goes before it; docs/webhooks.md lists them.</summary>
public sealed class WebhookOptions
{
    /// <summary>
    /// Where Telegram sends updates: https, on port 443, 80, 88 or 8443 (a Bot API server of one's own takes any).
    /// Without a path, <c>/telegram</c> is added. Default: none, and then the bot polls. Setting: <c>BOTSTACK_WEBHOOK_URL</c>.
    /// </summary>
    public Uri? PublicUrl { get; set; }

    /// <summary>
    /// The address to listen on. Default: loopback behind a reverse proxy, all addresses with a certificate of its own.
    /// Setting: <c>BOTSTACK_WEBHOOK_ADDRESS</c>.
    /// </summary>
    public IPAddress? ListenAddress { get; set; }

    /// <summary>
    /// The port to listen on, 1 to 65535. Default: 8080 behind a reverse proxy, that of the public URL with a
    /// certificate of its own. Setting: <c>BOTSTACK_WEBHOOK_PORT</c>.
    /// </summary>
    public int? Port { get; set; }

    /// <summary>
    /// The path to listen on, where a reverse proxy changes it. Default: that of the public URL.
    /// Setting: <c>BOTSTACK_WEBHOOK_PATH</c>.
    /// </summary>
    public string? Path { get; set; }

    /// <summary>
    /// <c>self-signed</c>, and one is made, kept and given to Telegram; or the path of a PEM file. Default: none, plain HTTP
    /// behind a reverse proxy. Setting: <c>BOTSTACK_WEBHOOK_CERTIFICATE</c>.
    /// </summary>
    public string? Certificate { get; set; }

    /// <summary>
    /// The path of the certificate's key in PEM. Default: it is in the certificate's file.
    /// Setting: <c>BOTSTACK_WEBHOOK_KEY</c>.
    /// </summary>
    public string? CertificateKey { get; set; }

    /// <summary>
    /// How many updates Telegram may send at once, 1 to 100. Default 40. Setting: <c>BOTSTACK_WEBHOOK_CONNECTIONS</c>.
    /// </summary>
    public int? MaxConnections { get; set; }
}
