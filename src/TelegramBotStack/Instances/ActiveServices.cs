using Microsoft.Extensions.Hosting;

namespace TelegramBotStack.Instances;

/// <summary>What of the bot's own code runs only while this instance is the active one.</summary>
internal sealed class ActiveServices(IReadOnlyList<IHostedService> hosted, BotBase? bot)
{
    private readonly Stack<IHostedService> _started = new();

    public static ActiveServices None { get; } = new([], null);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (bot is not null)
        {
            await bot.OnStartupAsync(cancellationToken).ConfigureAwait(false);
        }

        foreach (var service in hosted)
        {
            await service.StartAsync(cancellationToken).ConfigureAwait(false);
            _started.Push(service);
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        while (_started.TryPop(out var service))
        {
            await service.StopAsync(cancellationToken).ConfigureAwait(false);
        }

        if (bot is not null)
        {
            await bot.OnShutdownAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
