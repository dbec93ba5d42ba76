namespace TelegramBotStack.Text;

/// <summary>
/// Text in Telegram's MarkdownV2 (https://core.telegram.org/bots/api#markdownv2-style), or in the older Markdown.
/// </summary>
internal sealed class MarkdownTokens
{
    private static readonly string[] Markers = ["||", "__", "*", "_", "~"];
    private static readonly string[] OldMarkers = ["*", "_"];

    private readonly string _text;
    private readonly bool _isOld;
    private readonly List<MarkupToken> _tokens = [];
    private readonly List<string> _open = [];
    private readonly Stack<(int At, int Length)> _linkEnds = [];
    private int _position;
    private bool _isQuoted;

    private MarkdownTokens(string text, bool isOld)
    {
        _text = text;
        _isOld = isOld;
    }

    public static IReadOnlyList<MarkupToken> Read(string text, bool isOld)
    {
        var reader = new MarkdownTokens(text, isOld);
        while (reader._position < text.Length)
        {
            reader.ReadNext();
        }

        return reader._tokens;
    }

    private bool IsLineStart => _position == 0 || _text[_position - 1] == '\n';

    private void ReadNext()
    {
        if (IsAt("\\") && _position + 1 < _text.Length && _text[_position + 1] < 127)
        {
            Add(MarkupKind.Text, _text.Substring(_position, 2), _text[_position + 1].ToString());
        }
        else if (ReadCode() || ReadQuote() || ReadLinkEnd() || ReadLinkStart() || ReadMarker())
        {
            // Read.
        }
        else
        {
            EndQuote();
            var letter = PlainTokens.LetterAt(_text, _position);
            Add(MarkupKind.Text, letter, letter);
        }
    }

    /// <summary>In code nothing but its end means anything.</summary>
    private bool ReadCode()
    {
        var mark = IsAt("```") ? "```" : IsAt("`") ? "`" : null;
        if (_open.Contains("```") || _open.Contains("`"))
        {
            var inside = _open.Contains("```") ? "```" : "`";
            if (IsAt(inside))
            {
                Close(inside);
                return true;
            }

            var letter = PlainTokens.LetterAt(_text, _position);
            Add(MarkupKind.Text, letter, letter);
            return true;
        }

        if (mark is null)
        {
            return false;
        }

        var opening = mark;
        if (mark == "```" && LanguageLine() is { } language)
        {
            opening += language;
        }

        _open.Add(mark);
        Add(MarkupKind.Open, opening, "", mark);
        return true;
    }

    /// <summary>The name of a language behind ```, with the line's end.</summary>
    private string? LanguageLine()
    {
        var start = _position + 3;
        var end = start;
        while (end < _text.Length && !char.IsWhiteSpace(_text[end]) && _text[end] != '`')
        {
            end++;
        }

        return end > start && end < _text.Length && _text[end] == '\n' ? _text[start..(end + 1)] : null;
    }

    private bool ReadQuote()
    {
        if (_isOld || !IsLineStart || !(IsAt(">") || IsAt("**>")))
        {
            return false;
        }

        _isQuoted = true;
        var source = IsAt(">") ? ">" : "**>";
        Add(MarkupKind.Open, source);
        return true;
    }

    private void EndQuote()
    {
        if (_isQuoted && IsAt("\n"))
        {
            _isQuoted = false;
            _tokens.Add(new MarkupToken(MarkupKind.Close, ""));
        }
    }

    private bool ReadLinkStart()
    {
        var mark = IsAt("[") ? "[" : !_isOld && IsAt("![") ? "![" : null;
        if (mark is null || FindLinkEnd() is not { } end)
        {
            return false;
        }

        _linkEnds.Push(end);
        Add(MarkupKind.Open, mark, "", _text.Substring(end.At, end.Length));
        return true;
    }

    private bool ReadLinkEnd()
    {
        if (!_linkEnds.TryPeek(out var end) || end.At != _position)
        {
            return false;
        }

        _linkEnds.Pop();
        Add(MarkupKind.Close, _text.Substring(end.At, end.Length));
        return true;
    }

    private (int At, int Length)? FindLinkEnd()
    {
        var bracket = Find(']', _position + 1);
        if (bracket < 0 || bracket + 1 >= _text.Length || _text[bracket + 1] != '(')
        {
            return null;
        }

        var end = Find(')', bracket + 2);
        return end < 0 ? null : (bracket, end - bracket + 1);
    }

    private int Find(char wanted, int from)
    {
        for (var index = from; index < _text.Length; index++)
        {
            if (_text[index] == '\\')
            {
                index++;
            }
            else if (_text[index] == wanted)
            {
                return index;
            }
        }

        return -1;
    }

    private bool ReadMarker()
    {
        if ((_isOld ? OldMarkers : Markers).FirstOrDefault(IsAt) is not { } marker)
        {
            return false;
        }

        if (_open.Contains(marker))
        {
            Close(marker);
        }
        else if (marker == "||" && _isQuoted && (_position + 2 >= _text.Length || _text[_position + 2] == '\n'))
        {
            // The end of a quotation that can be unfolded.
            Add(MarkupKind.Text, marker, "");
        }
        else
        {
            _open.Add(marker);
            Add(MarkupKind.Open, marker, "", marker);
        }

        return true;
    }

    private void Close(string marker)
    {
        _open.Remove(marker);
        Add(MarkupKind.Close, marker);
    }

    private bool IsAt(string text) => string.CompareOrdinal(_text, _position, text, 0, text.Length) == 0;

    private void Add(MarkupKind kind, string source, string visible = "", string closing = "")
    {
        _tokens.Add(new MarkupToken(kind, source, visible, closing));
        _position += source.Length;
    }
}
