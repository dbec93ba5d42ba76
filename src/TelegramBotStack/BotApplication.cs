using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Telegram.Bot.Types.Enums;
using TelegramBotStack.Describing;
using TelegramBotStack.Handlers;
using TelegramBotStack.Health;
using TelegramBotStack.Instances;
using TelegramBotStack.Storage.Migration;
using TelegramBotStack.Watching;

namespace TelegramBotStack;

/// <summary>A bot: its handlers, and the life of this instance of it.</summary>
/// <example><code>
/// var bot = BotApplication.CreateBuilder(args).Build();
/// bot.Command("start", context => context.ReplyAsync("Hello"));
/// return await bot.RunAsync();
/// </code></example>
public sealed class BotApplication : IAsyncDisposable
{
    private readonly string[] _arguments;
    private readonly Lazy<IHost> _host;
    private RunningInstance? _running;

    internal BotApplication(string[] arguments, Lazy<IHost> host, BotHandlers handlers)
    {
        Handlers = handlers;
        _arguments = arguments;
        _host = host;
    }

    /// <summary>The bot's services.</summary>
    public IServiceProvider Services => _host.Value.Services;

    /// <summary>The bot's handlers; the methods of this class of the same names add to them.</summary>
    public BotHandlers Handlers { get; }

    /// <summary>Starts to describe a bot.</summary>
    /// <param name="arguments">
    /// The command line: <c>--health</c>, <c>--watch</c>, <c>--describe</c>, and any setting as <c>--NAME=value</c>, for example <c>--BOT_TOKEN=…</c>.
    /// </param>
    public static BotApplicationBuilder CreateBuilder(params string[] arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return new BotApplicationBuilder(arguments);
    }

    /// <inheritdoc cref="BotHandlers.Command"/>
    public BotApplication Command(string name, Func<UpdateContext, Task> handler, Action<HandlerOptions>? configure = null)
    {
        Handlers.Command(name, handler, configure);
        return this;
    }

    /// <inheritdoc cref="BotHandlers.Text"/>
    public BotApplication Text(Func<UpdateContext, Task> handler, Action<HandlerOptions>? configure = null)
    {
        Handlers.Text(handler, configure);
        return this;
    }

    /// <inheritdoc cref="BotHandlers.On"/>
    public BotApplication On(UpdateType type, Func<UpdateContext, Task> handler, Action<HandlerOptions>? configure = null)
    {
        Handlers.On(type, handler, configure);
        return this;
    }

    /// <inheritdoc cref="BotHandlers.Use"/>
    public BotApplication Use(Func<UpdateContext, Func<Task>, Task> middleware)
    {
        Handlers.Use(middleware);
        return this;
    }

    /// <inheritdoc cref="BotHandlers.Error"/>
    public BotApplication Error(Func<UpdateContext, Exception, Task> handler)
    {
        Handlers.Error(handler);
        return this;
    }

    /// <summary>
    /// Runs the bot until the process is told to finish (SIGTERM, Ctrl-C) or fails. Takes over the process: its
    /// signals, and its end when it hangs. With <c>--health</c> among the arguments it only looks at the running
    /// instance and answers at once; with <c>--watch</c> it watches the running instances and alerts the owner; with
    /// <c>--storage-migrate FROM TO</c> it moves what the bot remembers from one storage to another; with
    /// <c>--describe</c> it says what the bot is made of.
    /// </summary>
    /// <returns>
    /// The process exit code: 0 finished, 1 crashed, 78 the configuration or the token is wrong; with
    /// <c>--health</c> 0 healthy, 1 not. A bot that hangs is ended with 75.
    /// </returns>
    public Task<int> RunAsync()
    {
        if (HealthCheck.IsAskedFor(_arguments))
        {
            return Task.FromResult(HealthCheck.Run(_arguments, TimeProvider.System, Console.Out));
        }

        if (MigrationProcess.IsAskedFor(_arguments))
        {
            return MigrationProcess.RunAsync(_host.Value, _arguments, Console.Out);
        }

        if (Describer.IsAskedFor(_arguments))
        {
            return Describer.RunAsync(_host.Value.Services, Handlers, _arguments, Console.Out);
        }

        return WatcherProcess.IsAskedFor(_arguments)
            ? WatcherProcess.RunAsync(_arguments, TimeProvider.System, Console.Out)
            : BotProcess.RunAsync(_host.Value, Handlers);
    }

    /// <summary>
    /// Starts the bot inside this process, for tests: no signals, no watchdog. Returns when it is active, which is
    /// when it holds the lease on its data directory and asks for updates.
    /// </summary>
    /// <param name="cancellationToken">Ends the start, not the bot.</param>
    /// <returns>This bot, to be disposed.</returns>
    /// <exception cref="BotConfigurationException">A setting is missing or wrong, or Telegram refuses the token.</exception>
    /// <exception cref="InvalidOperationException">The bot has been started before.</exception>
    public async Task<BotApplication> StartAsync(CancellationToken cancellationToken = default)
    {
        if (_running is not null)
        {
            throw new InvalidOperationException("The bot has been started before; build another one.");
        }

        _running = RunningInstance.Start(_host.Value.Services, Handlers);
        try
        {
            await _running.Activated.WaitAsync(cancellationToken).ConfigureAwait(false);
            return this;
        }
        catch
        {
            await StopAsync(CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// Stops a bot that <see cref="StartAsync"/> has started, in good order: what was taken is finished or kept for
    /// the next start, and Telegram knows it. Does nothing when the bot does not run.
    /// </summary>
    /// <param name="cancellationToken">Ends the waiting, not the stop.</param>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (_running is not null)
        {
            await _running.StopAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Stops the bot as <see cref="StopAsync"/> does, and disposes its services.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        if (!_host.IsValueCreated)
        {
            return;
        }

        if (_host.Value is IAsyncDisposable host)
        {
            await host.DisposeAsync().ConfigureAwait(false);
        }
        else
        {
            _host.Value.Dispose();
        }
    }
}
