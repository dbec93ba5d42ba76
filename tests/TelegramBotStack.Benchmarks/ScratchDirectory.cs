namespace TelegramBotStack.Benchmarks;

/// <summary>A directory for the bot's data, deleted with this.</summary>
internal sealed class ScratchDirectory : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("botstack-benchmark-");

    public string Path => _directory.FullName;

    public void Dispose() => _directory.Delete(recursive: true);
}
