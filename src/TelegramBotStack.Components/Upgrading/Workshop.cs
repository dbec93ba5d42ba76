namespace TelegramBotStack.Components.Upgrading;

/// <summary>The directories below <c>.nuke/temp</c> that an upgrade works in; version control ignores them.</summary>
internal sealed class Workshop(string repository)
{
    private readonly string directory = Path.Combine(repository, ".nuke", "temp", "upgrade");

    /// <summary>The earlier files, until the new ones have compiled.</summary>
    public string Files => Path.Combine(directory, "files");

    /// <summary>What the new version was asked for.</summary>
    public string NewScaffold => Path.Combine(directory, "new");

    /// <summary>
    /// Output of the compiler: that of the repository may be running, as this very build does. Another one each time: the
    /// compiler of a run that was killed may go on for a while.
    /// </summary>
    public string Output { get; } = Path.Combine(repository, ".nuke", "temp", "upgrade", "output", Guid.NewGuid().ToString("N")[..8]);

    /// <summary>Keeps a second upgrade of the repository out until disposed.</summary>
    public IDisposable Enter()
    {
        Directory.CreateDirectory(directory);
        try
        {
            return new FileStream(Path.Combine(directory, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error)
        {
            throw UpgradeErrors.Ongoing(error);
        }
    }
}
