using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TelegramBotStack.Configuration;
using TelegramBotStack.Lease.Shared;
using TelegramBotStack.Storage.Files;

namespace TelegramBotStack.Storage;

internal static class StorageRegistration
{
    /// <summary>Adds what a bot's storage needs, behind what the bot has chosen.</summary>
    public static void AddStorage(this IServiceCollection services)
    {
        services.Insert(0, ServiceDescriptor.Singleton(new NamedStorage(NamedStorage.Memory, CreateMemory)));
        services.Insert(1, ServiceDescriptor.Singleton(new NamedStorage(NamedStorage.Json, CreateFiles)));
        services.AddSingleton<StorageFaults>();
        services.AddSingleton<StorageJson>();
        services.AddSingleton<StorageChoice>();
        services.AddSingleton<LeaseGuard>();
        services.AddSingleton(provider => provider.GetRequiredService<StorageChoice>().Chosen.Create(provider) is var backend
            && provider.GetService<SharedLeaseChoice>() is null
            ? backend
            : new GuardedBackend(backend, provider.GetRequiredService<LeaseGuard>()));
        services.TryAddSingleton<IStorage, TypedStorage>();
        // Before the bot's own hosted services, which may use the storage.
        services.Insert(0, ServiceDescriptor.Singleton<IHostedService, StorageUpkeep>());
    }

    public static IStorageBackend CreateMemory(IServiceProvider services)
        => new MemoryBackend(services.GetRequiredService<TimeProvider>());

    public static IStorageBackend CreateFiles(IServiceProvider services) => new FileBackend(
        services.GetRequiredService<BotSettings>().Data.Storage,
        services.GetRequiredService<BotSettings>().Data.StorageLocks,
        services.GetRequiredService<TimeProvider>(),
        services.GetRequiredService<StorageFaults>(),
        services.GetRequiredService<ILogger<FileBackend>>());
}
