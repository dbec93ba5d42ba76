using System.Text;

namespace Nuke.Common.Parameters;

/// <summary>How the name of a parameter is written and compared.</summary>
internal static class ParameterName
{
    private static readonly string[] KnownWords =
        ["DotNet", "GitHub", "GitVersion", "MSBuild", "NuGet", "ReSharper", "AppVeyor", "TeamCity", "GitLab", "SignPath", "JetBrains"];

    /// <summary>Only letters and digits count, and case does not: <c>--bot-token</c>, <c>BOT_TOKEN</c> and <c>BotToken</c> are one name.</summary>
    public static string Normalize(string name)
    {
        var normalized = new StringBuilder(name.Length);
        foreach (var character in name.Where(char.IsLetterOrDigit))
            normalized.Append(char.ToLowerInvariant(character));
        return normalized.ToString();
    }

    /// <summary>Whether two spellings name the same parameter.</summary>
    public static bool Same(string left, string right) => Normalize(left) == Normalize(right);

    /// <summary>The way a parameter is shown to a person: <c>SshHost</c> as <c>ssh-host</c>, <c>SSHHost</c> as <c>sshhost</c>.</summary>
    public static string ToKebabCase(string name)
    {
        var words = new StringBuilder(name.Length + 8);
        for (var index = 0; index < name.Length;)
        {
            var known = KnownWords.FirstOrDefault(word => string.CompareOrdinal(name, index, word, 0, word.Length) == 0);
            var length = known?.Length ?? WordLength(name, index);
            if (words.Length > 0)
                words.Append('-');
            words.Append(name.AsSpan(index, length));
            index += length;
        }

        return words.ToString().ToLowerInvariant();
    }

    // A word starts where a lower-case letter is followed by an upper-case one; digits and runs of capitals start none.
    private static int WordLength(string name, int start)
    {
        var end = start + 1;
        while (end < name.Length && !(char.IsLower(name[end - 1]) && char.IsUpper(name[end])))
            end++;
        return end - start;
    }
}
