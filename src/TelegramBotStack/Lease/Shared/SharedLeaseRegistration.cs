using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Telegram.Bot.Types;
using TelegramBotStack.Configuration;
using TelegramBotStack.Inbox;
using TelegramBotStack.Status;
using TelegramBotStack.Storage;

namespace TelegramBotStack.Lease.Shared;

/// <summary>That instances on several hosts share a lease, and where it is.</summary>
internal sealed record SharedLeaseChoice(Func<IServiceProvider, ILeaseServer> Create, SharedLeaseOptions Options);

internal static class SharedLeaseRegistration
{
    // Of what is on one host only, the others would know nothing.
    private static readonly string[] LocalStorages = [NamedStorage.Json, NamedStorage.Memory, "sqlite"];

    public static void UseSharedLease(this BotApplicationBuilder builder, SharedLeaseChoice choice)
    {
        choice.Options.Checked();
        builder.Services.AddSingleton(choice);
        builder.Services.AddSingleton<ILeaseServer>(services => services.GetRequiredService<SharedLeaseChoice>().Create(services));
    }

    /// <summary>The lease of this instance: of its data directory, and of all hosts if they share one.</summary>
    public static ILeaseSource CreateLeases(this IServiceProvider services, BotSettings settings, TimeProvider time)
    {
        ILeaseSource local = OperatingSystem.IsWindows()
            ? new FileShareLeaseSource(settings.Data.Lease, settings.Instance, time)
            : new FlockLeaseSource(settings.Data.Lease, settings.Instance, time);
        return services.GetService<SharedLeaseChoice>() is { } choice
            ? new SharedLeaseSource(
                local,
                services.GetRequiredService<ILeaseServer>(),
                choice.Options,
                settings.Instance,
                services.GetRequiredService<LeaseGuard>(),
                services.GetRequiredService<StatusBoard>(),
                time,
                services.GetRequiredService<ILoggerFactory>().CreateLogger<SharedLeaseSource>())
            : local;
    }

    /// <summary>Where instances on several hosts share a lease: their inbox, which outlives each of the hosts.</summary>
    public static async Task<(IInboxStore Store, HandleUpdate Handle)> ShareInboxAsync(
        this IServiceProvider services, FileInboxStore local, HandleUpdate handle, TimeProvider time, CancellationToken cancellationToken)
    {
        if (services.GetService<SharedLeaseChoice>() is null)
        {
            return (local, handle);
        }

        var guard = services.GetRequiredService<LeaseGuard>();
        var store = await SharedInboxStore.OpenAsync(
            local,
            services.GetRequiredService<IStorageBackend>(),
            time,
            services.GetRequiredService<ILoggerFactory>().CreateLogger<SharedInboxStore>(),
            cancellationToken).ConfigureAwait(false);
        return (store, HandleAsync);

        // Whatever a handler made of it that its calls were refused: the update is not done.
        async Task<HandlingOutcome> HandleAsync(Update update, bool isRedelivery, CancellationToken abort)
        {
            var outcome = await handle(update, isRedelivery, abort).ConfigureAwait(false);
            return guard.MayAct ? outcome : HandlingOutcome.Aborted;
        }
    }

    /// <summary>Gets the server of the lease ready, if there is one.</summary>
    /// <exception cref="BotConfigurationException">It refuses the bot, or the bot's storage is one host's only.</exception>
    public static Task OpenSharedLeaseAsync(this IServiceProvider services, CancellationToken cancellationToken)
    {
        if (services.GetService<SharedLeaseChoice>() is null)
        {
            return Task.CompletedTask;
        }

        var storage = services.GetRequiredService<StorageChoice>().Chosen.Name;
        return LocalStorages.Contains(storage, StringComparer.OrdinalIgnoreCase)
            ? throw new BotConfigurationException(
                "lease-storage-local",
                $"Instances on several hosts share a lease, and the storage '{storage}' is on one host only: what one instance remembers "
                + "the next would not know. Use the storage postgres or redis (builder.UsePostgresStorage(), builder.UseRedisStorage()).")
            : services.GetRequiredService<ILeaseServer>().OpenAsync(cancellationToken);
    }
}
