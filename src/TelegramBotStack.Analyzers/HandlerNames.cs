namespace TelegramBotStack.Analyzers;

/// <summary>The names that handlers can have. The framework has the same rules; a test holds the two together.</summary>
internal static class HandlerNames
{
    private const int Longest = 32;

    /// <summary>What is wrong with a name; null when nothing is, or the kind is not known.</summary>
    /// <param name="kind">The method that adds the handler.</param>
    /// <param name="name">The name.</param>
    public static (string Of, string Expected)? Problem(string kind, string name) => kind switch
    {
        "Command" or "DefaultCommand" => IsCommand(name) ? null : ("command", "1 to 32 of a-z, 0-9 and _"),
        "Callback" => IsMadeOf(name, letter => IsLetterOrDigit(letter) || letter is '_' or '-' or '.') ? null : ("button", "1 to 32 letters, digits, _, - and ."),
        "DeepLink" => IsMadeOf(name, IsLetterOrDigit) ? null : ("link", "1 to 32 letters and digits"),
        _ => null,
    };

    /// <summary>A command that was probably meant; null when none can be told.</summary>
    public static string? Nearest(string command)
    {
        var mended = command.Trim().TrimStart('/').ToLowerInvariant().Replace('-', '_').Replace(' ', '_');
        return IsCommand(mended) ? mended : null;
    }

    private static bool IsCommand(string name) =>
        IsMadeOf(name.StartsWith("/", StringComparison.Ordinal) ? name.Substring(1) : name, letter => letter is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '_');

    private static bool IsMadeOf(string name, Func<char, bool> isOne) => name.Length is > 0 and <= Longest && name.All(isOne);

    private static bool IsLetterOrDigit(char letter) => letter is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9');
}
