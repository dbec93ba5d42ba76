using System.Text;

namespace TelegramBotStack.Deployment.Hosts;

/// <summary>A line of OpenSSH's configuration: a keyword, then words; a quoted word may hold spaces.</summary>
/// <param name="Keyword">The keyword in lower case.</param>
/// <param name="Arguments">The words after it.</param>
internal sealed record SshConfigLine(string Keyword, IReadOnlyList<string> Arguments)
{
    /// <summary>Null for a comment, an empty line, or one without a value.</summary>
    public static SshConfigLine? Parse(string line)
    {
        // OpenSSH's lines are strings of C: they end at the first zero, which no path may hold either.
        var text = line.Split('\0')[0].Trim();
        var end = text.AsSpan().IndexOfAny(" \t=");
        if (text.StartsWith('#') || end <= 0)
        {
            return null;
        }

        var rest = text[end..].TrimStart();
        rest = rest.StartsWith('=') ? rest[1..] : rest;
        var words = Words(rest);
        return words.Count == 0 ? null : new SshConfigLine(text[..end].ToLowerInvariant(), words);
    }

    private static List<string> Words(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        bool isQuoted = false, isWord = false;
        foreach (var character in text)
        {
            if (character == '"')
            {
                isQuoted = !isQuoted;
                isWord = true;
            }
            else if (!isQuoted && char.IsWhiteSpace(character))
            {
                Finish();
            }
            else if (!isQuoted && !isWord && character == '#')
            {
                break;
            }
            else
            {
                word.Append(character);
                isWord = true;
            }
        }

        Finish();
        return words;

        void Finish()
        {
            if (isWord)
            {
                words.Add(word.ToString());
                word.Clear();
                isWord = false;
            }
        }
    }
}
