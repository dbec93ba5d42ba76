using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace TelegramBotStack.Simulator.Webhooks;

/// <summary>Posts updates to a webhook over kept connections, as the server does.</summary>
internal sealed class WebhookClient : IDisposable
{
    private const string SecretHeader = "X-Telegram-Bot-Api-Secret-Token";

    private readonly WebhookSetting _setting;
    private readonly Uri _url;
    private readonly HttpClient _http;

    public WebhookClient(WebhookSetting setting)
    {
        _setting = setting;
        _url = AddressOf(setting.Url)!;
        var handler = new SocketsHttpHandler
        {
            MaxConnectionsPerServer = setting.MaxConnections,
            AllowAutoRedirect = false,
            UseProxy = false,
            ActivityHeadersPropagator = null,
        };
        if (setting.Certificate.Length > 0)
        {
            var uploaded = X509Certificate2.CreateFromPem(setting.Certificate);
            handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, errors) =>
                shown is not null && shown.GetRawCertData().AsSpan().SequenceEqual(uploaded.RawDataMemory.Span)
                && !errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch);
        }

        _http = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(60) };
    }

    /// <summary>An address without a scheme is https to the server.</summary>
    public static Uri? AddressOf(string url)
        => Uri.TryCreate(url.Contains("://", StringComparison.Ordinal) ? url : "https://" + url, UriKind.Absolute, out var address)
            ? address
            : null;

    public async Task<WebhookAnswer> PostAsync(ReadOnlyMemory<byte> update, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _url) { Content = new ReadOnlyMemoryContent(update) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (_setting.SecretToken.Length > 0)
        {
            request.Headers.Add(SecretHeader, _setting.SecretToken);
        }

        try
        {
            using var response = await _http.SendAsync(request, cancellationToken).ConfigureAwait(false);
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            return response.IsSuccessStatusCode
                ? new WebhookAnswer(null, body)
                : new WebhookAnswer(
                    $"Wrong response from the webhook: {(int)response.StatusCode} {response.ReasonPhrase}",
                    [],
                    response.Headers.RetryAfter?.Delta);
        }
        catch (HttpRequestException exception)
        {
            return new WebhookAnswer(Describe(exception), []);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new WebhookAnswer("Read timeout expired", []);
        }
    }

    public void Dispose() => _http.Dispose();

    private static string Describe(HttpRequestException exception) => exception switch
    {
        { HttpRequestError: HttpRequestError.NameResolutionError } => "Failed to resolve host: Name or service not known",
        { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } } => "Connection refused",
        { HttpRequestError: HttpRequestError.SecureConnectionError } or { InnerException: AuthenticationException }
            => "SSL error {error:0A000086:SSL routines::certificate verify failed}",
        _ => "Connection closed",
    };
}

/// <summary>How a webhook took an update: null for an error if it did, and then perhaps a Bot API call in the body.</summary>
internal sealed record WebhookAnswer(string? Error, byte[] Body, TimeSpan? RetryAfter = null);
