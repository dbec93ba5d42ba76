using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using TelegramBotStack.Inbox;
using TelegramBotStack.Instances;
using TelegramBotStack.Web.Serving;
using TelegramBotStack.Webhooks;

namespace TelegramBotStack.Web.Webhooks;

/// <summary>
/// Takes updates by webhook for one tenure. It listens until a successor does: the intake is closed when the lease is let
/// go, the port only later, so that Telegram finds somebody there at every moment.
/// </summary>
internal sealed partial class WebhookSource : IUpdateSource
{
    private static readonly TimeSpan TimeForPort = TimeSpan.FromSeconds(OperatingSystem.IsWindows() ? 10 : 1);
    private static readonly TimeSpan PortInterval = TimeSpan.FromMilliseconds(50);

    private readonly WebhookSettings _settings;
    private readonly UpdateSourceContext _context;
    private readonly WebhookRegistration _registration;
    private readonly WebhookIntake _intake;
    private readonly WebhookEndpoint _endpoint;
    private readonly WebhookCertificate? _certificate;
    private readonly ILogger _logger;
    private WebServer? _server;

    private WebhookSource(WebhookSettings settings, UpdateSourceContext context, WebhookCertificate? certificate, string secret)
    {
        _settings = settings;
        _context = context;
        _certificate = certificate;
        _logger = context.Loggers.CreateLogger<WebhookSource>();
        _registration = new WebhookRegistration(settings, secret, certificate, context);
        _intake = new WebhookIntake(context);
        _endpoint = new WebhookEndpoint(settings.Path, secret, _intake.TakeAsync, _logger);
    }

    public static WebhookSource Create(WebhookSettings settings, UpdateSourceContext context)
    {
        var certificate = WebhookCertificate.Load(settings, context.Settings.Data.WebhookCertificate, context.Time);
        return new WebhookSource(settings, context, certificate, settings.Secret ?? SecretOf(context, settings));
    }

    public async Task BeginAsync(CancellationToken letGo)
    {
        var address = new WebAddress(_settings.ListenAddress, _settings.Port, _certificate?.Certificate);
        var since = _context.Time.GetTimestamp();
        while (_server is null)
        {
            try
            {
                _server = await WebServer.StartAsync(address, _endpoint.HandleAsync, _logger, letGo).ConfigureAwait(false);
            }
            catch (IOException exception) when (_context.Time.GetElapsedTime(since) < TimeForPort)
            {
                // Where a port cannot be shared, the predecessor may have it for a moment.
                LogPortTaken(_logger, _settings.Port, exception.Message);
                await Task.Delay(PortInterval, _context.Time, letGo).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is IOException or System.Net.Sockets.SocketException)
            {
                throw new BotConfigurationException(
                    "webhook-port-unusable",
                    $"The bot cannot listen on {_settings.ListenAddress} port {_settings.Port}: {exception.Message} Set "
                    + $"{WebhookSettingNames.Port} and {WebhookSettingNames.Address} to ones that are free.");
            }
        }
    }

    public async Task RunAsync(UpdateInbox inbox, CancellationToken letGo)
    {
        _context.Status.Change(status => status with { WebhookHost = _settings.PublicUrl.Host });
        _intake.Open(inbox);
        try
        {
            await _registration.KeepAsync(() => _intake.LastTakenAt, letGo).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (letGo.IsCancellationRequested)
        {
            // Told to let go.
        }
        finally
        {
            await _intake.CloseAsync().ConfigureAwait(false);
            _context.Status.Change(status => status with { WebhookHost = null });
        }
    }

    /// <summary>Nothing is left to say: each update was confirmed by the answer to its request.</summary>
    public Task EndAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync().ConfigureAwait(false);
        }

        _intake.Dispose();
        _certificate?.Dispose();
    }

    /// <summary>The one made for this bot before; else a new one, which is written down before Telegram gets it.</summary>
    private static string SecretOf(UpdateSourceContext context, WebhookSettings settings)
    {
        var path = context.Settings.Data.Webhook;
        if (WebhookMemory.Read(path) is { Secret: { Length: > 0 } kept })
        {
            return kept;
        }

        var secret = RandomNumberGenerator.GetHexString(64, lowercase: true);
        new WebhookMemory(settings.PublicUrl.ToString(), secret, "").Write(path);
        return secret;
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Port {Port} is taken: {Error} Trying again.")]
    private static partial void LogPortTaken(ILogger logger, int port, string error);
}
