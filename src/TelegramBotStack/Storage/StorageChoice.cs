using Microsoft.Extensions.Configuration;
using TelegramBotStack.Configuration;

namespace TelegramBotStack.Storage;

/// <summary>Which of the storages that a bot offers it uses.</summary>
internal sealed class StorageChoice(IEnumerable<NamedStorage> offered, IConfiguration configuration)
{
    // The built-in ones come first, the bot's choices after them, and what comes later has more say.
    private readonly NamedStorage[] _offered = [.. offered];

    /// <summary>What the setting names, else what the bot has chosen last.</summary>
    /// <exception cref="BotConfigurationException">The setting names none that there is.</exception>
    public NamedStorage Chosen
        => configuration[SettingNames.Storage] is { Length: > 0 } name ? Find(name, SettingNames.Storage) : _offered[^1];

    /// <param name="name">Of the storage; case does not matter.</param>
    /// <param name="source">What named it.</param>
    /// <exception cref="BotConfigurationException">There is none of this name.</exception>
    public NamedStorage Find(string name, string source)
        => Array.FindLast(_offered, storage => storage.Name.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase))
            ?? throw new BotConfigurationException(
                "storage-unknown",
                $"{source} is '{name}'. This bot has the storages "
                + string.Join(", ", _offered.Select(storage => storage.Name).Distinct(StringComparer.OrdinalIgnoreCase))
                + ". Others come with a package and a call such as builder.UseSqliteStorage().");
}
