using System.Text.RegularExpressions;

namespace TelegramBotStack.Deployment.Secrets;

/// <summary>What a secret may be called: its name is a file's name on the host, so that no path can be in it.</summary>
internal static partial class SecretName
{
    /// <summary>The rule, as an error says it.</summary>
    public const string Rule = "must be letters, digits, '_', '-' or '.', up to 100, beginning with a letter, a digit or '_'";

    public static bool IsValid(string name) => Pattern().IsMatch(name);

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}\z")]
    private static partial Regex Pattern();
}
