using System.ComponentModel;

namespace TelegramBotStack.Components.Development;

/// <summary>Asks git about a directory.</summary>
internal static class Git
{
    /// <returns>The lines it prints; none without git, outside of a repository, or when it fails.</returns>
    public static async Task<IReadOnlyList<string>> LinesAsync(string directory, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        try
        {
            var exitCode = await ChildProcess.RunAsync("git", arguments, directory, lines.Add, _ => { }, environment: null, cancellationToken)
                .ConfigureAwait(false);
            return exitCode == 0 ? lines : [];
        }
        catch (Win32Exception)
        {
            return [];
        }
    }
}
