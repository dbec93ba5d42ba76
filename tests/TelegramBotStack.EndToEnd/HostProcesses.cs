using System.Text;

namespace TelegramBotStack.EndToEnd;

/// <summary>What anybody who may look can read of the processes of this machine, which is the sandbox's host as well.</summary>
internal static class HostProcesses
{
    /// <summary>Arguments and environment of every process.</summary>
    public static string Read()
    {
        var all = new StringBuilder();
        foreach (var directory in Directory.EnumerateDirectories("/proc").Where(path => Path.GetFileName(path).All(char.IsAsciiDigit)))
        {
            foreach (var file in new[] { "cmdline", "environ" })
            {
                try
                {
                    all.Append(Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(directory, file)))).Append('\n');
                }
                catch (Exception error) when (error is IOException or UnauthorizedAccessException)
                {
                    // The process has ended in between.
                    continue;
                }
            }
        }

        return all.ToString();
    }

    /// <summary>Looks again and again while something goes on, and returns which of the texts was seen.</summary>
    public static async Task<IReadOnlyCollection<string>> SeenDuringAsync(Task going, params string[] texts)
    {
        var seen = new HashSet<string>();
        while (!going.IsCompleted)
        {
            var now = Read();
            seen.UnionWith(texts.Where(text => now.Contains(text, StringComparison.Ordinal)));
            await Task.WhenAny(going, Task.Delay(100, TestContext.Current.CancellationToken));
        }

        return seen;
    }
}
