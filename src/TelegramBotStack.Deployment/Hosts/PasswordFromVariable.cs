using System.Collections.Concurrent;

namespace TelegramBotStack.Deployment.Hosts;

/// <summary>
/// A password in an environment variable. It is taken out of the environment when it is read, so that no compiler, hook or
/// smoke check inherits it; this process remembers it for the next connection.
/// </summary>
internal static class PasswordFromVariable
{
    private static readonly ConcurrentDictionary<string, string> Remembered = new(StringComparer.Ordinal);

    /// <returns>The password; null when there is none.</returns>
    public static string? Read(string variable)
    {
        if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } password)
        {
            Remembered[variable] = password;
            Environment.SetEnvironmentVariable(variable, null);
        }

        return Remembered.GetValueOrDefault(variable);
    }
}
