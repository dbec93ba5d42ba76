namespace TelegramBotStack.Components.Development;

/// <summary>What is to be run, and with whom it talks.</summary>
/// <param name="Root">The repository's root.</param>
/// <param name="Project">Path of the bot's project file.</param>
internal sealed record DevRequest(string Root, string Project)
{
    /// <summary>Where the token is; null looks for it, and takes the simulator when there is none.</summary>
    public string? TokenFrom { get; init; }

    /// <summary>Port of the simulator; null for the usual one, or a free one when that is taken.</summary>
    public ushort? SimulatorPort { get; init; }

    /// <summary>Whether the browser is opened at the simulator's page.</summary>
    public bool OpensBrowser { get; init; }
}

/// <summary>What came of a run.</summary>
/// <param name="Bot">The bot's username; null when nobody could say.</param>
/// <param name="TokenSource">Where the token was found; null with the simulator.</param>
/// <param name="Simulator">The simulator's address; null with a real token.</param>
/// <param name="DataDirectory">Where the bot keeps its data between runs, below the root.</param>
/// <param name="Reloads">How many changes reached the running bot without a new start.</param>
/// <param name="Restarts">How often the bot was started again for a change.</param>
/// <param name="Crashes">How often the bot ended by itself.</param>
internal sealed record DevReport(
    string? Bot, string? TokenSource, string? Simulator, string DataDirectory, int Reloads, int Restarts, int Crashes);
