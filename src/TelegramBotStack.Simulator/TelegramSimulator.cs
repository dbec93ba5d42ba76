using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TelegramBotStack.Simulator.BotApi;
using TelegramBotStack.Simulator.Control;
using TelegramBotStack.Simulator.Playground;
using TelegramBotStack.Simulator.Webhooks;

namespace TelegramBotStack.Simulator;

/// <summary>
/// A server that speaks the Telegram Bot API, in this process, with users that write to bots. It starts with one bot;
/// the members that concern a bot are that bot's. Safe to use from several threads.
/// </summary>
/// <example><code>
/// await using var telegram = await TelegramSimulator.StartAsync();
/// // start a bot with telegram.Arguments
/// var ada = telegram.CreateUser("Ada");
/// await ada.Send("/start");
/// var reply = await ada.NextReply();
/// </code></example>
public sealed class TelegramSimulator : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, SimulatedBot> _bots = new(StringComparer.Ordinal);
    private readonly WebApplication _server;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lazy<ReservedPort> _webhookPort = new(() => new ReservedPort());
    private readonly Lazy<ReservedPort> _metricsPort = new(() => new ReservedPort());
    private readonly Lazy<DirectoryInfo> _data = new(() => Directory.CreateTempSubdirectory("botstack-"));

    private TelegramSimulator(TelegramSimulatorOptions options)
    {
        Options = options;
        _server = BuildServer();
        Bot = CreateBot(options.BotUsername, options.Token);
    }

    /// <summary>Address of the Bot API, for example <c>http://127.0.0.1:40123</c>, without a slash at the end.</summary>
    public string BaseUrl { get; private set; } = "";

    /// <summary>The bot the simulator starts with.</summary>
    public SimulatedBot Bot { get; }

    /// <summary>All bots.</summary>
    public IReadOnlyCollection<SimulatedBot> Bots => [.. _bots.Values];

    /// <summary>Token of <see cref="Bot"/>.</summary>
    public string Token => Bot.Token;

    /// <summary>A directory for the bot's data, made at first use and deleted with the simulator.</summary>
    public string DataDirectory => _data.Value.FullName;

    /// <summary>The arguments that make a bot of TelegramBotStack use this simulator as <see cref="Bot"/>.</summary>
    public string[] Arguments => [$"--BOT_TOKEN={Token}", $"--BOT_API_URL={BaseUrl}", $"--BOTSTACK_DATA={DataDirectory}"];

    /// <summary>
    /// As <see cref="Arguments"/>, for a bot with <c>UseWebhook</c>: it gets its updates at a port that is kept free for it.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// The simulator was started without <see cref="TelegramSimulatorOptions.IsLocalServer"/>, and so sends to https only.
    /// </exception>
    public string[] WebhookArguments => Options.IsLocalServer
        ? [
            .. Arguments,
            $"--BOTSTACK_WEBHOOK_URL=http://127.0.0.1:{_webhookPort.Value.Number}/telegram",
            $"--BOTSTACK_WEBHOOK_PORT={_webhookPort.Value.Number}",
        ]
        : throw new InvalidOperationException(
            $"Start the simulator with {nameof(TelegramSimulatorOptions.IsLocalServer)}: otherwise it sends to https only, as Telegram does.");

    /// <summary>
    /// As <see cref="Arguments"/>, for a bot with <c>UseMetricsEndpoint</c>: it serves its metrics at <see cref="MetricsUrl"/>, so that
    /// bots of several tests do not want the same port.
    /// </summary>
    public string[] MetricsArguments => [.. Arguments, $"--BOTSTACK_METRICS_PORT={_metricsPort.Value.Number}"];

    /// <summary>Where a bot with <see cref="MetricsArguments"/> serves its metrics, without a path.</summary>
    public Uri MetricsUrl => new($"http://127.0.0.1:{_metricsPort.Value.Number}");

    /// <inheritdoc cref="SimulatedBot.Statistics"/>
    public SimulatorStatistics Statistics => Bot.Statistics;

    /// <inheritdoc cref="SimulatedBot.Faults"/>
    public SimulatorFaults Faults => Bot.Faults;

    /// <inheritdoc cref="SimulatedBot.FloodLimits"/>
    public FloodLimits? FloodLimits
    {
        get => Bot.FloodLimits;
        set => Bot.FloodLimits = value;
    }

    /// <inheritdoc cref="SimulatedBot.Calls"/>
    public IReadOnlyList<ApiCall> Calls => Bot.Calls;

    internal TelegramSimulatorOptions Options { get; }

    /// <summary>Cancelled when the simulator ends; what runs in the background ends with it.</summary>
    internal CancellationToken Stopping => _stopping.Token;

    /// <summary>Starts a simulator; it answers when this returns.</summary>
    /// <param name="options">Null: all defaults.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<TelegramSimulator> StartAsync(
        TelegramSimulatorOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        var simulator = new TelegramSimulator(options ?? new TelegramSimulatorOptions());
        try
        {
            await simulator._server.StartAsync(cancellationToken).ConfigureAwait(false);
            simulator.BaseUrl = simulator.ReachableAddress();
            return simulator;
        }
        catch
        {
            await simulator.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Adds another bot.</summary>
    /// <param name="username">Without <c>@</c>.</param>
    /// <param name="token">Default: a random one of the real shape.</param>
    /// <param name="canReadAllGroupMessages">True turns privacy mode off. Default false, as at Telegram.</param>
    /// <exception cref="ArgumentException">The token is malformed or taken.</exception>
    public SimulatedBot CreateBot(string username, string? token = null, bool canReadAllGroupMessages = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(username);
        var bot = new SimulatedBot(this, token ?? BotToken.Create(), username, canReadAllGroupMessages)
        {
            StartedAt = Options.TimeProvider.GetUtcNow(),
        };
        return _bots.TryAdd(bot.Token, bot) ? bot : throw new ArgumentException("The token is taken.", nameof(token));
    }

    /// <inheritdoc cref="SimulatedBot.CreateUser"/>
    public SimulatedUser CreateUser(string firstName, string? username = null, string? languageCode = "en")
        => Bot.CreateUser(firstName, username, languageCode);

    /// <inheritdoc cref="SimulatedBot.CreateGroup"/>
    public SimulatedGroup CreateGroup(string title, params IEnumerable<SimulatedUser> members) => Bot.CreateGroup(title, members);

    /// <inheritdoc cref="SimulatedBot.RevokeToken"/>
    public string RevokeToken() => Bot.RevokeToken();

    /// <inheritdoc cref="SimulatedBot.StartLoad"/>
    public SimulatorLoad StartLoad(int users = 50, double updatesPerSecond = 100) => Bot.StartLoad(users, updatesPerSecond);

    /// <inheritdoc cref="SimulatedBot.StartFlood"/>
    public SimulatorLoad StartFlood(int users = 100, int outstanding = 1_000, long messages = long.MaxValue)
        => Bot.StartFlood(users, outstanding, messages);

    /// <summary>Ends open calls as a restart of the real server does, stops, and deletes <see cref="DataDirectory"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        foreach (var bot in _bots.Values)
        {
            lock (bot.Gate)
            {
                bot.Polling.End(ApiErrors.Restart);
                bot.Deliver(null);
            }
        }

        await _server.StopAsync().ConfigureAwait(false);
        await _server.DisposeAsync().ConfigureAwait(false);
        foreach (var port in new[] { _webhookPort, _metricsPort }.Where(port => port.IsValueCreated))
        {
            port.Value.Dispose();
        }

        if (_data.IsValueCreated && _data.Value.Exists)
        {
            _data.Value.Delete(recursive: true);
        }
    }

    internal void Rename(SimulatedBot bot, string oldToken)
    {
        _bots[bot.Token] = bot;
        _bots.TryRemove(oldToken, out _);
    }

    private WebApplication BuildServer()
    {
        // The empty builder reads no configuration: ASPNETCORE_URLS of the surrounding process must not matter here.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 60 * 1024 * 1024;
            kestrel.Listen(Options.ListenAddress, Options.Port);
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, SilentLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));

        var server = builder.Build();
        var botApi = new BotApiEndpoint(token => _bots.GetValueOrDefault(token));
        var others = new Lazy<RequestDelegate>(() => BuildOthers(server.Services));
        server.Run(context => BotApiEndpoint.Matches(context) ? botApi.HandleAsync(context) : others.Value(context));
        return server;
    }

    /// <summary>Answers what is no call of the Bot API. A bot's tests ask for none of it, and its routes take longer than a start.</summary>
    private RequestDelegate BuildOthers(IServiceProvider services)
    {
        var others = new ApplicationBuilder(services);
        others.UseRouting();
        others.UseEndpoints(routes =>
        {
            new ControlApi(this).Map(routes);
            PlaygroundPage.Map(routes);
            routes.MapFallback(context => BotApiEndpoint.WriteAsync(context, ApiAnswer.Failed(ApiErrors.NotFound)));
        });
        return others.Build();
    }

    private string ReachableAddress()
    {
        var addresses = _server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        var bound = new Uri(addresses.Addresses.First().Replace("://[::]", "://0.0.0.0", StringComparison.Ordinal));
        var host = IPAddress.Any.Equals(Options.ListenAddress) || IPAddress.IPv6Any.Equals(Options.ListenAddress)
            ? IPAddress.Loopback.ToString()
            : bound.Host;
        return $"http://{host}:{bound.Port}";
    }

    /// <summary>The default lifetime would take Ctrl-C and SIGTERM away from the process the simulator runs in.</summary>
    private sealed class SilentLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
