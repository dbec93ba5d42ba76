namespace TelegramBotStack.Components.Scaffolding;

/// <summary>Where a scaffolded bot keeps its data.</summary>
public enum BotStorage
{
    /// <summary>JSON files in the data directory.</summary>
    Json,

    /// <summary>Memory: gone when the process ends.</summary>
    Memory,
}
