namespace TelegramBotStack.Components.Tests;

/// <summary>What a user types: a repository's own bootstrapper.</summary>
internal static class Bootstrapper
{
    public static Task<Command> RunAsync(
        string repository, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null) =>
        OperatingSystem.IsWindows()
            ? Command.RunAsync("cmd", ["/c", Path.Combine(repository, "build.cmd"), .. arguments], repository, environment)
            : Command.RunAsync(Path.Combine(repository, "build.sh"), arguments, repository, environment);
}
