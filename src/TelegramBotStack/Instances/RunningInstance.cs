using Microsoft.Extensions.DependencyInjection;
using TelegramBotStack.Configuration;

namespace TelegramBotStack.Instances;

/// <summary>An instance that runs inside this process without owning it.</summary>
internal sealed class RunningInstance
{
    private readonly BotInstance _instance;
    private readonly Task _run;

    private RunningInstance(BotInstance instance)
    {
        _instance = instance;
        _run = Task.Run(RunAsync);
    }

    public Task Activated => _instance.Activated;

    public static RunningInstance Start(IServiceProvider services, BotHandlers handlers)
        => new(new BotInstance(services, services.GetRequiredService<BotSettings>(), handlers));

    /// <summary>Stops it and waits for its end. How it failed, if it did, is told by <see cref="Activated"/> and the log.</summary>
    public async Task StopAsync()
    {
        _instance.Stop();
        await _run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task RunAsync()
    {
        await using (_instance.ConfigureAwait(false))
        {
            await _instance.RunAsync().ConfigureAwait(false);
        }
    }
}
