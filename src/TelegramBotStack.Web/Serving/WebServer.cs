using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace TelegramBotStack.Web.Serving;

/// <summary>Where a <see cref="WebServer"/> listens; with a certificate it speaks TLS.</summary>
internal sealed record WebAddress(IPAddress Address, int Port, X509Certificate2? Certificate = null);

/// <summary>A small web server beside the bot, with nothing of the surrounding process in it: no settings, no signals.</summary>
internal sealed partial class WebServer : IAsyncDisposable
{
    private const long LargestBody = 1024 * 1024;

    private readonly WebApplication _application;

    private WebServer(WebApplication application) => _application = application;

    /// <summary>The port it listens on.</summary>
    public int Port => new Uri(_application.Services.GetRequiredService<IServer>()
        .Features.Get<IServerAddressesFeature>()!.Addresses.First().Replace("://[::]", "://0.0.0.0", StringComparison.Ordinal)).Port;

    /// <summary>Listens when this returns.</summary>
    /// <exception cref="IOException">The port is taken, or may not be used.</exception>
    public static async Task<WebServer> StartAsync(
        WebAddress address, RequestDelegate handler, ILogger logger, CancellationToken cancellationToken, Action<IApplicationBuilder>? configure = null)
    {
        // The empty builder reads no configuration: ASPNETCORE_URLS of the surrounding process must not matter here.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost
            .UseKestrelCore()
            .UseSockets(sockets => sockets.CreateBoundListenSocket = SharedPort.Bind)
            .ConfigureKestrel(kestrel =>
            {
                kestrel.AddServerHeader = false;
                kestrel.Limits.MaxRequestBodySize = LargestBody;
                kestrel.Listen(address.Address, address.Port, listen =>
                {
                    if (address.Certificate is { } certificate)
                    {
                        listen.UseHttps(certificate);
                    }
                });
            });
        if (address.Certificate is not null)
        {
            builder.WebHost.UseKestrelHttpsConfiguration();
        }

        // Two lines for each request help nobody.
        builder.Services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        builder.Services.AddSingleton<IHostLifetime, SilentLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        var application = builder.Build();
        configure?.Invoke(application);
        application.Run(context => HandleAsync(context, handler, logger));
        try
        {
            await application.StartAsync(cancellationToken).ConfigureAwait(false);
            return new WebServer(application);
        }
        catch
        {
            await application.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Ends it at once; requests that are not answered are cut off.</summary>
    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _application.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task HandleAsync(HttpContext context, RequestDelegate handler, ILogger logger)
    {
        try
        {
            await handler(context).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // There is nobody to answer any more.
            context.Abort();
        }
        catch (Exception exception)
        {
            LogFailed(logger, exception);
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A web request failed.")]
    private static partial void LogFailed(ILogger logger, Exception exception);

    /// <summary>The default lifetime would take Ctrl-C and SIGTERM away from the bot.</summary>
    private sealed class SilentLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
