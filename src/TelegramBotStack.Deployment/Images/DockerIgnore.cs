using System.Text;
using System.Text.RegularExpressions;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Images;

/// <summary>
/// What a <c>.dockerignore</c> keeps out of a build's context. Patterns match a path or one of its parents, and the last
/// line that matches decides (https://docs.docker.com/build/concepts/context/#dockerignore-files).
/// </summary>
internal sealed class DockerIgnore
{
    private readonly IReadOnlyList<Pattern> patterns;

    private DockerIgnore(IReadOnlyList<Pattern> patterns) => this.patterns = patterns;

    /// <param name="text">The file's text.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <exception cref="DeploymentException">A line is no pattern.</exception>
    public static DockerIgnore Parse(string text, string file)
    {
        var patterns = new List<Pattern>();
        string[] lines = text.TrimStart('\uFEFF').Split('\n');
        for (var number = 1; number <= lines.Length; number++)
        {
            var line = lines[number - 1];
            if (line.StartsWith('#') || line.Trim() is not { Length: > 0 } pattern)
            {
                continue;
            }

            var isException = pattern.StartsWith('!');
            var path = Clean(isException ? pattern[1..].Trim() : pattern);
            try
            {
                patterns.Add(path.Length > 0
                    ? new Pattern(path, new Regex(Translate(path), RegexOptions.CultureInvariant | RegexOptions.NonBacktracking), isException)
                    : throw new ArgumentException("it names nothing"));
            }
            catch (Exception error) when (error is ArgumentException or NotSupportedException)
            {
                throw ContextErrors.BadIgnoreLine(file, number, error.Message);
            }
        }

        return new DockerIgnore(patterns);
    }

    /// <param name="path">Path below the context, with forward slashes.</param>
    public bool IsIgnored(string path)
    {
        string[] withParents = [.. Ancestry(path)];
        var ignored = false;
        foreach (var pattern in patterns)
        {
            if (pattern.IsException == ignored && withParents.Any(candidate => pattern.Regex.IsMatch(candidate)))
            {
                ignored = !pattern.IsException;
            }
        }

        return ignored;
    }

    /// <summary>Whether something below a directory may be brought back by a line with <c>!</c>.</summary>
    public bool MayBringBackBelow(string directory) => patterns.Any(pattern =>
    {
        if (!pattern.IsException)
        {
            return false;
        }

        var wildcard = pattern.Path.IndexOfAny(['*', '?', '[', '\\']);
        var literal = wildcard < 0 ? pattern.Path : pattern.Path[..wildcard];
        return literal.StartsWith(directory + "/", StringComparison.Ordinal)
            || (wildcard >= 0 && (directory + "/").StartsWith(literal, StringComparison.Ordinal));
    });

    private static IEnumerable<string> Ancestry(string path)
    {
        for (var end = path.IndexOf('/', StringComparison.Ordinal); end >= 0; end = path.IndexOf('/', end + 1))
        {
            yield return path[..end];
        }

        yield return path;
    }

    // As Go's filepath.Clean: a path from the context's root without detours.
    private static string Clean(string pattern)
    {
        var parts = new List<string>();
        foreach (var part in pattern.Split('/'))
        {
            if (part == ".." && parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part is not ("" or "." or ".."))
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }

    private static string Translate(string pattern)
    {
        var regex = new StringBuilder(@"\A");
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '*' when i + 1 < pattern.Length && pattern[i + 1] == '*':
                    i += i + 2 < pattern.Length && pattern[i + 2] == '/' ? 2 : 1;
                    regex.Append(i + 1 == pattern.Length ? ".*" : "(.*/)?");
                    break;
                case '*':
                    regex.Append("[^/]*");
                    break;
                case '?':
                    regex.Append("[^/]");
                    break;
                case '[' or ']':
                    regex.Append(pattern[i]);
                    break;
                case '\\' when i + 1 < pattern.Length:
                    regex.Append(Regex.Escape(pattern[++i].ToString()));
                    break;
                default:
                    regex.Append(pattern[i] is '-' or '^' ? pattern[i].ToString() : Regex.Escape(pattern[i].ToString()));
                    break;
            }
        }

        return regex.Append(@"\z").ToString();
    }

    private sealed record Pattern(string Path, Regex Regex, bool IsException);
}
