using System.Text;
using System.Text.RegularExpressions;

namespace TelegramBotStack.Deployment.Secrets;

/// <summary>
/// Reads a <c>.env</c> file: <c>KEY=value</c> lines, <c>export</c> before them and comments are allowed. A value in
/// single quotes or backticks is taken as it is, over several lines if need be; one in double quotes as well, but for
/// <c>\n \r \t \" \\ \$</c> and <c>\`</c>; one without quotes ends at the line's end or at a <c>#</c> after a space.
/// Nothing is ever put in the place of <c>$NAME</c>. Line ends of Windows are read as <c>\n</c>.
/// </summary>
internal static partial class DotEnvFile
{
    /// <exception cref="FormatException">A line is neither of these; the message has its number and not its text.</exception>
    public static IReadOnlyDictionary<string, string> Parse(string text)
    {
        text = text.TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal);
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var at = 0;
        while (at < text.Length)
        {
            var begin = Begin().Match(text, at);
            if (!begin.Success)
            {
                throw Wrong(text, at, "is not KEY=value");
            }

            at += begin.Length;
            if (begin.Groups["key"] is { Success: true, Value: var key } && begin.Groups["is"].Success)
            {
                values[key] = at < text.Length && text[at] is '"' or '\'' or '`' ? Quoted(text, ref at) : Plain(text, ref at);
            }

            at++; // The line's end.
        }

        return values;
    }

    private static string Plain(string text, ref int at)
    {
        var line = text[at..EndOfLine(text, at)];
        at += line.Length;
        var comment = Comment().Match(line);
        return (comment.Success ? line[..comment.Index] : line).Trim();
    }

    private static string Quoted(string text, ref int at)
    {
        var begin = at;
        var quote = text[at++];
        var value = new StringBuilder();
        for (; at < text.Length && text[at] != quote; at++)
        {
            if (quote == '"' && text[at] == '\\' && at + 1 < text.Length && Unescape(text[at + 1]) is { } meant)
            {
                value.Append(meant);
                at++;
            }
            else
            {
                value.Append(text[at]);
            }
        }

        if (at == text.Length)
        {
            throw Wrong(text, begin, $"opens a {quote} that nothing closes");
        }

        at++;
        var rest = text[at..EndOfLine(text, at)];
        if (!AfterQuote().IsMatch(rest))
        {
            throw Wrong(text, at, $"goes on after the closing {quote}");
        }

        at += rest.Length;
        return value.ToString();
    }

    private static char? Unescape(char letter) => letter switch
    {
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        '"' or '\\' or '$' or '`' => letter,
        _ => null,
    };

    private static int EndOfLine(string text, int at) => text.IndexOf('\n', at) is var end and >= 0 ? end : text.Length;

    private static FormatException Wrong(string text, int at, string problem) =>
        new($"line {text.AsSpan(0, at).Count('\n') + 1} {problem}");

    // Up to the value, or to the end of a line that has none.
    [GeneratedRegex(@"\G[ \t]*(?:(?:export[ \t]+)?(?<key>[A-Za-z_][A-Za-z0-9_.-]*)[ \t]*(?:(?<is>=)[ \t]*|(?=\n|\z))|(?:#[^\n]*)?(?=\n|\z))")]
    private static partial Regex Begin();

    [GeneratedRegex(@"(?:^|[ \t])#")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\A[ \t]*(?:#.*)?\z")]
    private static partial Regex AfterQuote();
}
