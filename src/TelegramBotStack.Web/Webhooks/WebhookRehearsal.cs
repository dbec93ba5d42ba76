using System.Net;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using TelegramBotStack.Web.Serving;

namespace TelegramBotStack.Web.Webhooks;

/// <summary>
/// Takes a few synthetic updates on a port of the loopback interface while the bot is a standby, so that no part of the
/// web server is compiled for the first time when Telegram waits.
/// </summary>
internal static class WebhookRehearsal
{
    private const int Requests = 5;
    private const string Secret = "rehearsal";

    public static async Task RunAsync(WebhookSettings settings, TimeProvider time, CancellationToken cancellationToken)
    {
        using var certificate = settings.Certificate is null ? null : WebhookCertificate.Make(new Uri("https://localhost"), time.GetUtcNow());
        var endpoint = new WebhookEndpoint(settings.Path, Secret, (_, _) => Task.FromResult(true), NullLogger.Instance);
        var server = await WebServer.StartAsync(
            new WebAddress(IPAddress.Loopback, 0, certificate), endpoint.HandleAsync, NullLogger.Instance, cancellationToken).ConfigureAwait(false);
        await using (server.ConfigureAwait(false))
        {
            using var handler = new SocketsHttpHandler { UseProxy = false, ActivityHeadersPropagator = null };
            // Only this process answers there.
            handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == certificate?.GetCertHashString();
            using var client = new HttpClient(handler);
            client.DefaultRequestHeaders.Add("X-Telegram-Bot-Api-Secret-Token", Secret);
            var url = new Uri($"{(certificate is null ? "http" : "https")}://127.0.0.1:{server.Port}{settings.Path}");
            for (var request = 1; request <= Requests; request++)
            {
                using var content = new StringContent($$"""{"update_id":{{request}}}""", Encoding.UTF8, "application/json");
                using var answer = await client.PostAsync(url, content, cancellationToken).ConfigureAwait(false);
                answer.EnsureSuccessStatusCode();
            }
        }
    }
}
