using TelegramBotStack.Components.Hosts;
using TelegramBotStack.Components.Output;
using TelegramBotStack.Components.Parameters;

namespace TelegramBotStack.Components.Migrating;

/// <summary>Moves what the bot remembers from one storage to another.</summary>
public interface IMigrate : IHazJson, IHazDryRun
{
    /// <summary>The storage that has the data: <c>json</c>, <c>sqlite</c>, <c>postgres</c>, <c>redis</c>, or a name of the bot's own.</summary>
    [Parameter("Storage to copy from: json, sqlite, postgres, redis, or a name of the bot's own")]
    string? StorageFrom => TryGetValue(() => StorageFrom);

    /// <summary>The storage that gets the data; empty, or left by a run that was cut off.</summary>
    [Parameter("Storage to copy to: json, sqlite, postgres, redis, or a name of the bot's own")]
    string? StorageTo => TryGetValue(() => StorageTo);

    /// <summary>Project of the bot whose data it is. Default: the only one below the root directory that makes a program.</summary>
    AbsolutePath MigrateProject => RootDirectory / BotProject.Find(RootDirectory, given: null);

    /// <summary>
    /// Copies all values on this machine, then compares both storages by count and hash. Takes nothing out of the source; a
    /// run that was cut off is taken up again.
    /// </summary>
    Target Migrate => _ => _
        .Description("Copy what the bot remembers from one storage to another, and compare")
        .Executes(() => TargetRun.RunAsync(this, Json, "Stopping; the next run goes on where this one was …", async (screen, cancellationToken) =>
            await StorageCopy.RunAsync(
                new StorageCopyRequest(RootDirectory, MigrateProject, StorageFrom, StorageTo, DryRun), screen, cancellationToken)
                .ConfigureAwait(false)));
}
