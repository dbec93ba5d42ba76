using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using TelegramBotStack.Health;
using TelegramBotStack.Status;
using TelegramBotStack.Web.Serving;

namespace TelegramBotStack.Web.Metrics;

/// <summary>
/// Serves metrics and health while the instance is active. It starts beside the bot: a web server is not worth that users
/// wait for it, nor that the bot fails when its port is taken.
/// </summary>
internal sealed partial class MetricsServer(
    MeterProvider meters,
    StatusBoard status,
    MetricsOptions options,
    IConfiguration configuration,
    TimeProvider time,
    ILogger<MetricsServer> logger) : IHostedService
{
    private Task<WebServer?> _server = Task.FromResult<WebServer?>(null);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _server = Task.Run(() => ServeAsync(cancellationToken), CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (await _server.ConfigureAwait(false) is { } server)
        {
            await server.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task<WebServer?> ServeAsync(CancellationToken cancellationToken)
    {
        try
        {
            var server = await WebServer.StartAsync(
                Address(), AnswerAsync, logger, cancellationToken,
                application => application.UseOpenTelemetryPrometheusScrapingEndpoint(meters, null, "/metrics", null, null)).ConfigureAwait(false);
            LogServing(logger, server.Port);
            return server;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        catch (Exception exception)
        {
            LogNotServing(logger, exception);
            return null;
        }
    }

    private Task AnswerAsync(HttpContext http)
    {
        if (http.Request.Path != "/healthz")
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        var (isHealthy, why) = HealthCheck.Judge(status.Current, time.GetUtcNow());
        http.Response.StatusCode = isHealthy ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.WriteAsync(why + "\n", http.RequestAborted);
    }

    private WebAddress Address() => new(
        configuration["BOTSTACK_METRICS_ADDRESS"] is { Length: > 0 } address ? IPAddress.Parse(address) : options.ListenAddress,
        configuration["BOTSTACK_METRICS_PORT"] is { Length: > 0 } port ? int.Parse(port, CultureInfo.InvariantCulture) : options.Port);

    [LoggerMessage(Level = LogLevel.Information, Message = "Metrics are served on port {Port}.")]
    private static partial void LogServing(ILogger logger, int port);

    [LoggerMessage(Level = LogLevel.Error, Message = "Metrics are not served; the bot goes on without. BOTSTACK_METRICS_PORT and BOTSTACK_METRICS_ADDRESS say where.")]
    private static partial void LogNotServing(ILogger logger, Exception exception);
}
