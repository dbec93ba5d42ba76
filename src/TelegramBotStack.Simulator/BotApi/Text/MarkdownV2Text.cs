namespace TelegramBotStack.Simulator.BotApi.Text;

/// <summary>Reads parse_mode MarkdownV2 (https://core.telegram.org/bots/api#markdownv2-style), with the errors of the server.</summary>
internal sealed class MarkdownV2Text
{
    private const string Reserved = "_*[]()~`>#+-=|{}.!";

    /// <summary>Marks with their entity type and the server's name for it; longer marks first.</summary>
    private static readonly (string Mark, string Type, string Name)[] Marks =
    [
        ("```", "pre", "Pre"), ("`", "code", "Code"), ("__", "underline", "Underline"), ("_", "italic", "Italic"),
        ("*", "bold", "Bold"), ("~", "strikethrough", "Strikethrough"), ("||", "spoiler", "Spoiler"), ("[", "text_link", "TextUrl"),
    ];

    private readonly string _source;
    private readonly FormattedText _result = new();
    private readonly Stack<Opened> _open = [];
    private int? _quoteOffset;
    private int _position;

    private MarkdownV2Text(string source) => _source = source;

    public static FormattedText Parse(string source)
    {
        var parser = new MarkdownV2Text(source);
        parser.Read();
        return parser._result;
    }

    private void Read()
    {
        while (_position < _source.Length)
        {
            if (_source[_position] == '\\' && _position + 1 < _source.Length && _source[_position + 1] is > '\0' and < (char)127)
            {
                _result.Append(_source[_position + 1]);
                _position += 2;
            }
            else if (!TryQuoteMark() && !TryClose() && !IsVerbatim && TryOpen())
            {
                continue;
            }
        }

        EndQuote();
        if (_open.TryPeek(out var unclosed))
        {
            throw FormattedText.Error($"Can't find end of {unclosed.Name} entity at byte offset {FormattedText.ByteOffset(_source, unclosed.Start)}");
        }
    }

    private bool IsVerbatim => _open.TryPeek(out var top) && top.Type is "code" or "pre";

    /// <summary>A &gt; at the beginning of a line quotes the line; neighbouring lines are one quotation.</summary>
    private bool TryQuoteMark()
    {
        var isLineStart = _position == 0 || _source[_position - 1] == '\n';
        if (!isLineStart || IsVerbatim || _open.Count > 0)
        {
            return false;
        }

        if (_source[_position] != '>')
        {
            EndQuote();
            return false;
        }

        _quoteOffset ??= _result.Length;
        _position++;
        return true;
    }

    private void EndQuote()
    {
        if (_quoteOffset is { } offset)
        {
            _result.AddQuotation(offset);
            _quoteOffset = null;
        }
    }

    private bool TryClose()
    {
        if (!_open.TryPeek(out var top) || !IsAt(top.EndMark) || (top.EndMark == "_" && IsAt("__")))
        {
            return TryLiteral();
        }

        _open.Pop();
        _position += top.EndMark.Length;
        _result.AddEntity(top.Type, top.Offset, top.Type == "text_link" ? ReadUrl(top) : null, top.Language);
        return true;
    }

    /// <summary>A character without meaning here; false if it opens something or must not stand here.</summary>
    private bool TryLiteral()
    {
        var character = _source[_position];
        if (!IsVerbatim && Reserved.Contains(character, StringComparison.Ordinal))
        {
            return false;
        }

        _result.Append(character);
        _position++;
        return true;
    }

    private bool TryOpen()
    {
        var (mark, type, name) = Array.Find(Marks, candidate => IsAt(candidate.Mark));
        if (mark is null)
        {
            throw FormattedText.Error($"Character '{_source[_position]}' is reserved and must be escaped with the preceding '\\'");
        }

        var start = _position;
        _position += mark.Length;
        var language = type == "pre" ? ReadLanguage() : null;
        _open.Push(new Opened(type, name, type == "text_link" ? "]" : mark, start, _result.Length, language));
        return true;
    }

    private string? ReadLanguage()
    {
        var end = _position;
        while (end < _source.Length && _source[end] != '`' && !char.IsWhiteSpace(_source[end]))
        {
            end++;
        }

        var isLanguage = end > _position && end < _source.Length && _source[end] != '`';
        var language = isLanguage ? _source[_position..end] : null;
        _position = isLanguage ? end : _position;
        if (_position < _source.Length && _source[_position] == '\n')
        {
            _position++;
        }

        return language;
    }

    private string ReadUrl(Opened link)
    {
        if (!IsAt("("))
        {
            return _result.From(link.Offset);
        }

        var start = _position++;
        var url = new FormattedText();
        while (_position < _source.Length && _source[_position] != ')')
        {
            if (_source[_position] == '\\' && _position + 1 < _source.Length)
            {
                _position++;
            }

            url.Append(_source[_position++]);
        }

        if (_position++ >= _source.Length)
        {
            throw FormattedText.Error($"Can't find end of a URL at byte offset {FormattedText.ByteOffset(_source, start)}");
        }

        return url.Text;
    }

    private bool IsAt(string mark) => string.CompareOrdinal(_source, _position, mark, 0, mark.Length) == 0;

    private sealed record Opened(string Type, string Name, string EndMark, int Start, int Offset, string? Language);
}
