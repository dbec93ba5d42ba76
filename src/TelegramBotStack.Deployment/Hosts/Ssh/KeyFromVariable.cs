using System.Collections.Concurrent;
using System.Text;

namespace TelegramBotStack.Deployment.Hosts.Ssh;

/// <summary>
/// A private key in an environment variable. It is taken out of the environment when it is read, so that no compiler,
/// hook or smoke check inherits it; this process remembers it for the next connection.
/// </summary>
internal static class KeyFromVariable
{
    private static readonly ConcurrentDictionary<string, byte[]> Remembered = new(StringComparer.Ordinal);

    /// <returns>The key's text, whatever its line ends; null when there is none.</returns>
    public static byte[]? Read(string variable)
    {
        if (Environment.GetEnvironmentVariable(variable) is { } text && !string.IsNullOrWhiteSpace(text))
        {
            // Forms and files of CI servers lose the last line break, or change all of them.
            Remembered[variable] = Encoding.UTF8.GetBytes(text.Trim().ReplaceLineEndings("\n") + "\n");
            Environment.SetEnvironmentVariable(variable, null);
        }

        return Remembered.GetValueOrDefault(variable);
    }
}
