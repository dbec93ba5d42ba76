namespace TelegramBotStack.Components.Tests;

/// <summary>Where the sources of this repository are: the bootstrappers, the templates and the documents.</summary>
internal static class RepositoryRoot
{
    public static string Path { get; } = Find(AppContext.BaseDirectory);

    public static string File(string name) => System.IO.Path.Combine(Path, name);

    private static string Find(string directory) =>
        System.IO.File.Exists(System.IO.Path.Combine(directory, "TelegramBotStack.sln"))
            ? directory
            : Find(System.IO.Path.GetDirectoryName(directory)!);
}
