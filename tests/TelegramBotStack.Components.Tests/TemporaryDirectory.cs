namespace TelegramBotStack.Components.Tests;

/// <summary>A directory of its own for one test, gone afterwards.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("botstack-test-");

    public string Path => directory.FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public void Dispose() => directory.Delete(recursive: true);
}
