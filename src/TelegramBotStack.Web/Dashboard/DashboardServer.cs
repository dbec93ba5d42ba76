using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TelegramBotStack.Web.Serving;

namespace TelegramBotStack.Web.Dashboard;

/// <summary>
/// Serves the dashboard while the instance is active. It starts beside the bot: a page is not worth that users wait for it,
/// nor that the bot fails when its port is taken.
/// </summary>
internal sealed partial class DashboardServer(
    DashboardOptions options, IConfiguration configuration, Doorkeeper doorkeeper, DashboardReader reader, ILogger<DashboardServer> logger) : IHostedService
{
    private Task<WebServer?> _server = Task.FromResult<WebServer?>(null);
    private volatile DashboardSettings? _settings;

    /// <summary>Where it is; null while it is not served.</summary>
    public DashboardSettings? Settings => _settings;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _server = Task.Run(() => ServeAsync(cancellationToken), CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _settings = null;
        if (await _server.ConfigureAwait(false) is { } server)
        {
            await server.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task<WebServer?> ServeAsync(CancellationToken cancellationToken)
    {
        try
        {
            var settings = DashboardSettings.From(configuration, options);
            var pages = new DashboardPages(settings, doorkeeper, reader);
            var server = await WebServer.StartAsync(
                new WebAddress(settings.ListenAddress, settings.Port), pages.AnswerAsync, logger, cancellationToken).ConfigureAwait(false);
            _settings = settings;
            LogServing(logger, settings.PublicUrl, server.Port);
            return server;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        catch (BotConfigurationException exception)
        {
            LogMistake(logger, exception.Message);
            return null;
        }
        catch (Exception exception)
        {
            LogNotServing(logger, exception);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The dashboard is at {Url}, and listens on port {Port}. /dashboard gives administrators a link.")]
    private static partial void LogServing(ILogger logger, string url, int port);

    [LoggerMessage(Level = LogLevel.Error, Message = "The dashboard is not served; the bot goes on without. {Mistake}")]
    private static partial void LogMistake(ILogger logger, string mistake);

    [LoggerMessage(Level = LogLevel.Error, Message = "The dashboard is not served; the bot goes on without. BOTSTACK_DASHBOARD_PORT and BOTSTACK_DASHBOARD_ADDRESS say where.")]
    private static partial void LogNotServing(ILogger logger, Exception exception);
}
