using System.Runtime.InteropServices;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TelegramBotStack.Configuration;
using TelegramBotStack.Development;
using TelegramBotStack.Health;
using TelegramBotStack.Interop;

namespace TelegramBotStack.Instances;

/// <summary>An instance that owns this process: its signals, its exit code, and its end when it hangs or crashes.</summary>
internal sealed class BotProcess : IDisposable
{
    private readonly List<PosixSignalRegistration> _signals = [];
    private readonly SecretMask _mask;
    private volatile BotInstance? _instance;
    private volatile bool _isToldToFinish;

    private BotProcess(SecretMask mask)
    {
        _mask = mask;
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, Finish));
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, Finish));
        if (!OperatingSystem.IsWindows())
        {
            // Registered before there is anything to park: unhandled, the signal would end the process.
            _signals.Add(PosixSignalRegistration.Create(Posix.SigUsr1, Park));
        }

        AppDomain.CurrentDomain.UnhandledException += Crash;
    }

    public static async Task<int> RunAsync(IHost host, BotHandlers handlers)
    {
        try
        {
            using var process = new BotProcess(host.Services.GetRequiredService<SecretMask>());
            return await process.RunInstanceAsync(host.Services, handlers).ConfigureAwait(false);
        }
        finally
        {
            // Flushes the logs.
            host.Dispose();
        }
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.UnhandledException -= Crash;
        _signals.ForEach(signal => signal.Dispose());
    }

    private async Task<int> RunInstanceAsync(IServiceProvider services, BotHandlers handlers)
    {
        try
        {
            var settings = services.GetRequiredService<BotSettings>();
            var instance = new BotInstance(services, settings, handlers);
            await using (instance.ConfigureAwait(false))
            {
                using var watchdog = Watchdog.Start(instance, settings.HangAfter, Console.Error, Environment.Exit);
                using var dev = DevSession.Begin(services.GetRequiredService<IConfiguration>()[SettingNames.Dev], instance);
                using var lifetime = services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(instance.Stop);
                _instance = instance;
                _ = TuneAsync(instance);
                if (_isToldToFinish)
                {
                    instance.Stop();
                }

                await Task.Run(instance.RunAsync).ConfigureAwait(false);
                return ExitCode.Done;
            }
        }
        catch (BotConfigurationException exception)
        {
            await Console.Error.WriteLineAsync(_mask.Apply(exception.Message)).ConfigureAwait(false);
            return ExitCode.Configuration;
        }
        catch (Exception exception)
        {
            await Console.Error.WriteLineAsync(_mask.Apply($"The bot crashed: {exception}")).ConfigureAwait(false);
            return ExitCode.Crashed;
        }
    }

    private static async Task TuneAsync(BotInstance instance)
    {
        await instance.Activated.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        SocketThreads.LetHandlersFinish();
    }

    private void Finish(PosixSignalContext context)
    {
        // The second one ends the process at once; the journal makes that safe.
        context.Cancel = !_isToldToFinish;
        _isToldToFinish = true;
        _instance?.Stop();
    }

    private void Park(PosixSignalContext context)
    {
        context.Cancel = true;
        _instance?.Park();
    }

    /// <summary>Of the bot's own threads. The runtime would print the exception with the token, and abort.</summary>
    private void Crash(object sender, UnhandledExceptionEventArgs crash)
    {
        Console.Error.WriteLine(_mask.Apply($"The bot crashed: {crash.ExceptionObject}"));
        _instance?.Fail("crashed", (crash.ExceptionObject as Exception)?.Message ?? "An unknown exception.");
        Environment.Exit(ExitCode.Crashed);
    }
}
