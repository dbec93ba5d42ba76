using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TelegramBotStack.Configuration;
using TelegramBotStack.Health;
using TelegramBotStack.Instances;
using TelegramBotStack.Localization;
using TelegramBotStack.Logging;
using TelegramBotStack.Schedules;
using TelegramBotStack.Storage;
using TelegramBotStack.Watching;

namespace TelegramBotStack;

/// <summary>Collects configuration, services and choices of a bot. Made by <see cref="BotApplication.CreateBuilder"/>.</summary>
public sealed class BotApplicationBuilder
{
    private readonly string[] _arguments;
    // Lazy, so that `--health`, which Docker runs every few seconds, and `--watch` build nothing.
    private readonly Lazy<HostApplicationBuilder> _host;
    private readonly List<IBotModule> _modules = [];

    internal BotApplicationBuilder(string[] arguments)
    {
        _arguments = arguments;
        _host = new Lazy<HostApplicationBuilder>(() => CreateHostBuilder(arguments));
    }

    /// <summary>
    /// Configuration of the bot, later sources first: command line, secret files, environment, user secrets,
    /// <c>appsettings.json</c>.
    /// </summary>
    public ConfigurationManager Configuration => _host.Value.Configuration;

    /// <summary>
    /// Services of the bot. A hosted service runs only while this instance is the active one: it is started when the
    /// instance takes over and stopped when it lets go, possibly several times.
    /// </summary>
    public IServiceCollection Services => _host.Value.Services;

    /// <summary>Logging of the bot. The bot's token is masked in whatever is logged.</summary>
    public ILoggingBuilder Logging => _host.Value.Logging;

    /// <summary>Keeps <see cref="IStorage"/> values as JSON files in the data directory. This is the default.</summary>
    public BotApplicationBuilder UseJsonStorage() => this.UseStorage(NamedStorage.Json, StorageRegistration.CreateFiles);

    /// <summary>Keeps <see cref="IStorage"/> values in memory only; they are gone when the process ends.</summary>
    public BotApplicationBuilder UseMemoryStorage() => this.UseStorage(NamedStorage.Memory, StorageRegistration.CreateMemory);

    /// <summary>Uses a class as the bot; it is made once, with services from <see cref="Services"/>.</summary>
    /// <typeparam name="TBot">The bot's class.</typeparam>
    public BotApplicationBuilder UseBot<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TBot>()
        where TBot : BotBase
    {
        Services.AddSingleton<TBot>();
        Services.AddSingleton<BotBase>(provider => provider.GetRequiredService<TBot>());
        return this;
    }

    /// <summary>Puts a feature into the bot. A second module of the same class is left out.</summary>
    /// <param name="module">The feature.</param>
    public BotApplicationBuilder AddModule(IBotModule module)
    {
        ArgumentNullException.ThrowIfNull(module);
        if (_modules.TrueForAll(added => added.GetType() != module.GetType()))
        {
            _modules.Add(module);
            module.Configure(this);
        }

        return this;
    }

    /// <summary>Builds the bot. Configuration is checked later, by <see cref="BotApplication.RunAsync"/>.</summary>
    public BotApplication Build()
    {
        if (HealthCheck.IsAskedFor(_arguments) || WatcherProcess.IsAskedFor(_arguments))
        {
            return new BotApplication(_arguments, new Lazy<IHost>(BuildHost), new BotHandlers());
        }

        var host = BuildHost();
        var handlers = host.Services.GetRequiredService<BotHandlers>();
        _modules.ForEach(module => module.ConfigureHandlers(handlers));
        return new BotApplication(_arguments, new Lazy<IHost>(host), handlers);
    }

    private static HostApplicationBuilder CreateHostBuilder(string[] arguments)
    {
        var host = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = arguments });
        BotConfiguration.AddSources(host.Configuration, arguments);
        host.Logging.AddConsoleLogs(host.Configuration);
        return host;
    }

    private IHost BuildHost()
    {
        var services = Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => BotSettings.From(provider.GetRequiredService<IConfiguration>()));
        services.AddStorage();
        services.AddSingleton<BotHandlers>(_ => new BotHandlers());
        services.AddBotInstance();
        services.AddLocalizedTexts();
        services.AddSchedules();
        services.AddBroadcasts();
        services.MaskLogs(SecretMask.For(Configuration));
        return _host.Value.Build();
    }
}
