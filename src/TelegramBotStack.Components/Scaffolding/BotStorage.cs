namespace TelegramBotStack.Components.Scaffolding;

/// <summary>Where a scaffolded bot keeps its data.</summary>
public enum BotStorage
{
    /// <summary>JSON files in the data directory.</summary>
    Json,

    /// <summary>Memory: gone when the process ends.</summary>
    Memory,

    /// <summary>A SQLite database in the data directory.</summary>
    Sqlite,

    /// <summary>A PostgreSQL database, named by the secret BOTSTACK_POSTGRES.</summary>
    Postgres,

    /// <summary>A Redis, named by the secret BOTSTACK_REDIS.</summary>
    Redis,
}

/// <summary>What a bot needs for its storage.</summary>
internal static class BotStorageNeeds
{
    /// <summary>As it is typed.</summary>
    public static string NameOf(BotStorage storage) => storage.ToString().ToLowerInvariant();

    extension(BotStorage storage)
    {
        /// <summary>The package beside the framework; null for none.</summary>
        public string? Package => storage switch
        {
            BotStorage.Sqlite or BotStorage.Postgres => "TelegramBotStack.Storage.Sql",
            BotStorage.Redis => "TelegramBotStack.Storage.Redis",
            _ => null,
        };

        /// <summary>The secret that says where the data is; null when it is in the data directory.</summary>
        public string? Secret => storage switch
        {
            BotStorage.Postgres => "BOTSTACK_POSTGRES",
            BotStorage.Redis => "BOTSTACK_REDIS",
            _ => null,
        };
    }
}
