namespace TelegramBotStack.Components.Tests;

/// <summary>What a user types: a repository's own bootstrapper.</summary>
internal static class Bootstrapper
{
    /// <param name="repository">Whose.</param>
    /// <param name="arguments">Targets and parameters.</param>
    /// <param name="environment">Variables in addition; null takes one away.</param>
    /// <param name="directory">Where it is typed; null for the repository.</param>
    public static Task<Command> RunAsync(
        string repository, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null, string? directory = null) =>
        OperatingSystem.IsWindows()
            ? Command.RunAsync("cmd", ["/c", Path.Combine(repository, "build.cmd"), .. arguments], directory ?? repository, environment)
            : Command.RunAsync(Path.Combine(repository, "build.sh"), arguments, directory ?? repository, environment);
}
