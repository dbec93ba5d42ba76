namespace TelegramBotStack.Components.Development;

/// <summary>
/// The directory that the bot gets its token and the values of <c>.env</c> in, one file each, for its user's eyes only. As
/// environment variables they would be in every compiler and build server that is started beside the bot, and outlive it.
/// </summary>
internal sealed class DevSecrets : IDisposable
{
    private readonly DirectoryInfo directory;

    /// <param name="values">By name.</param>
    public DevSecrets(IEnumerable<KeyValuePair<string, string>> values)
    {
        // For its owner alone on Linux and macOS; on Windows the temporary directory is the user's own.
        directory = Directory.CreateTempSubdirectory("botstack-run-");
        foreach (var (name, value) in values)
        {
            File.WriteAllText(System.IO.Path.Combine(directory.FullName, name), value);
        }
    }

    public string Path => directory.FullName;

    public void Dispose() => directory.Delete(recursive: true);
}
