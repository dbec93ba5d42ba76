using System.Text;

namespace TelegramBotStack.Text;

/// <summary>
/// Cuts a formatted text into parts: between paragraphs, else lines, else words, else letters. What is open at a cut is
/// closed there and opened again in the next part.
/// </summary>
internal sealed class TextSplitter(IReadOnlyList<MarkupToken> tokens, int limit)
{
    // The server takes 32,768 bytes with markup; a part may get closing marks on top.
    private const int MaximumBytes = 30_000;

    private readonly List<string> _parts = [];
    private readonly List<MarkupToken> _open = [];

    public IReadOnlyList<string> Split()
    {
        for (var start = 0; start < tokens.Count;)
        {
            var end = FindCut(start);
            Add(start, end);
            start = end;
        }

        return _parts;
    }

    /// <summary>Where the part that begins at a token has to end.</summary>
    private int FindCut(int start)
    {
        int length = 0, bytes = 0, paragraph = -1, line = -1, word = -1, enough = -1;
        for (var index = start; index < tokens.Count; index++)
        {
            var token = tokens[index];
            length += token.Visible.Length;
            bytes += Encoding.UTF8.GetByteCount(token.Source);
            if ((length > limit || bytes > MaximumBytes) && index > start)
            {
                // A good place that would leave the part nearly empty is no good place.
                return new[] { paragraph, line, word }.FirstOrDefault(cut => cut > enough && enough >= 0, Math.Max(Math.Max(line, word), -1)) is var cut and > 0
                    ? cut
                    : index;
            }

            if (enough < 0 && length >= limit / 2)
            {
                enough = index;
            }

            if (token.Visible is "\n")
            {
                line = index + 1;
                paragraph = index > start && LastVisible(index - 1) == "\n" ? index + 1 : paragraph;
            }
            else if (token.Visible is " " or "\t")
            {
                word = index + 1;
            }
        }

        return tokens.Count;
    }

    private string LastVisible(int index)
    {
        while (index > 0 && tokens[index].Visible.Length == 0)
        {
            index--;
        }

        return tokens[index].Visible;
    }

    private void Add(int start, int end)
    {
        var source = new StringBuilder(string.Concat(_open.Select(open => open.Source)));
        var hasText = false;
        for (var index = start; index < end; index++)
        {
            var token = tokens[index];
            if (token.Kind == MarkupKind.Open)
            {
                _open.Add(token);
            }
            else if (token.Kind == MarkupKind.Close && _open.Count > 0)
            {
                _open.RemoveAt(_open.Count - 1);
            }
            else if (!hasText && token.Visible == "\n")
            {
                // Telegram would not show it at the beginning, and inside code it would.
                continue;
            }

            hasText |= !string.IsNullOrWhiteSpace(token.Visible);
            source.Append(token.Source);
        }

        if (hasText)
        {
            var isLast = end == tokens.Count;
            _parts.Add(isLast ? source.ToString() : TrimmedEnd(source) + string.Concat(Enumerable.Reverse(_open).Select(open => open.Closing)));
        }
    }

    private static string TrimmedEnd(StringBuilder source) => source.ToString().TrimEnd('\n', ' ');
}
