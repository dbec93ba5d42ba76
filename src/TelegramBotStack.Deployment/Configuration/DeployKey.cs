using System.Text.RegularExpressions;

namespace TelegramBotStack.Deployment.Configuration;

/// <summary>A key of deploy.yaml, as the reader asks for it.</summary>
/// <param name="Path">Such as <c>host.port</c>; <c>NAME</c> stands for a name that the user chooses.</param>
/// <param name="Kind">What may be there.</param>
/// <param name="Expected">What a value must be, for a person; null where any text will do.</param>
/// <param name="Choices">All values there are; null where they cannot be counted.</param>
/// <param name="Least">The smallest number.</param>
/// <param name="Most">The largest number.</param>
internal sealed partial record DeployKey(
    string Path, DeployKeyKind Kind, string? Expected = null, IReadOnlyList<string>? Choices = null, int? Least = null, int? Most = null)
{
    /// <summary>The words of an enumeration that a parser takes; null for other types.</summary>
    public static IReadOnlyList<string>? ChoicesOf<T>(Func<string, T?> parse)
        where T : struct
    {
        if (!typeof(T).IsEnum)
        {
            return null;
        }

        string[] words = [.. Enum.GetNames(typeof(T)).Select(name => WordBoundary().Replace(name, "-").ToLowerInvariant()).Where(word => parse(word) is not null)];
        return words is [] ? null : words;
    }

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])")]
    private static partial Regex WordBoundary();
}

/// <summary>What may be at a key; the later ones say more than the earlier ones.</summary>
internal enum DeployKeyKind
{
    /// <summary>Read by code of its own.</summary>
    Any,

    /// <summary>Any text.</summary>
    Text,

    /// <summary>A text of a certain form, or one of a few words.</summary>
    Value,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Flag,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>Such as <c>10s</c>.</summary>
    Duration,

    /// <summary>A list of words.</summary>
    Words,

    /// <summary>Keys of its own.</summary>
    Section,
}
