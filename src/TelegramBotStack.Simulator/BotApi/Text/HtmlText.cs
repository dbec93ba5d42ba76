using System.Globalization;
using System.Text;

namespace TelegramBotStack.Simulator.BotApi.Text;

/// <summary>Reads parse_mode HTML (https://core.telegram.org/bots/api#html-style), with the errors of the server.</summary>
internal sealed class HtmlText
{
    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        ["a"] = "text_link", ["b"] = "bold", ["strong"] = "bold", ["i"] = "italic", ["em"] = "italic",
        ["u"] = "underline", ["ins"] = "underline", ["s"] = "strikethrough", ["strike"] = "strikethrough",
        ["del"] = "strikethrough", ["tg-spoiler"] = "spoiler", ["span"] = "spoiler", ["code"] = "code", ["pre"] = "pre",
        ["blockquote"] = "blockquote",
    };

    private readonly string _source;
    private readonly FormattedText _result = new();
    private readonly Stack<Tag> _open = [];
    private int _position;

    private HtmlText(string source) => _source = source;

    public static FormattedText Parse(string source)
    {
        var parser = new HtmlText(source);
        parser.Read();
        return parser._result;
    }

    private void Read()
    {
        while (_position < _source.Length)
        {
            switch (_source[_position])
            {
                case '&':
                    ReadCharacterReference();
                    break;
                case '<' when _position + 1 < _source.Length && _source[_position + 1] == '/':
                    ReadEndTag();
                    break;
                case '<':
                    ReadStartTag();
                    break;
                default:
                    _result.Append(_source[_position++]);
                    break;
            }
        }

        if (_open.TryPeek(out var unclosed))
        {
            throw FormattedText.Error($"Can't find end tag corresponding to start tag \"{unclosed.Name}\"");
        }
    }

    private void ReadStartTag()
    {
        var start = _position++;
        var name = ReadWhile(character => character != '>' && !char.IsWhiteSpace(character)).ToLowerInvariant();
        if (_position >= _source.Length)
        {
            throw FormattedText.Error($"Unclosed start tag at byte offset {ByteOffset(start)}");
        }

        if (!Types.ContainsKey(name))
        {
            throw FormattedText.Error($"Unsupported start tag \"{name}\" at byte offset {ByteOffset(start)}");
        }

        var attributes = ReadAttributes(name, start);
        if (name == "span" && attributes.GetValueOrDefault("class") != "tg-spoiler")
        {
            throw FormattedText.Error($"Tag \"span\" must have class \"tg-spoiler\" at byte offset {ByteOffset(start)}");
        }

        _open.Push(new Tag(name, _result.Length, attributes));
    }

    private Dictionary<string, string> ReadAttributes(string tag, int start)
    {
        Dictionary<string, string> attributes = [];
        while (true)
        {
            ReadWhile(char.IsWhiteSpace);
            if (_position >= _source.Length)
            {
                throw FormattedText.Error($"Unclosed start tag \"{tag}\" at byte offset {ByteOffset(start)}");
            }

            if (_source[_position] == '>')
            {
                _position++;
                return attributes;
            }

            var name = ReadWhile(character => !char.IsWhiteSpace(character) && character is not ('=' or '>')).ToLowerInvariant();
            if (name.Length == 0)
            {
                throw FormattedText.Error($"Empty attribute name in the tag \"{tag}\" at byte offset {ByteOffset(start)}");
            }

            attributes[name] = _position < _source.Length && _source[_position] == '=' ? ReadAttributeValue() : "";
        }
    }

    private string ReadAttributeValue()
    {
        _position++;
        if (_position < _source.Length && _source[_position] is '"' or '\'')
        {
            var quote = _source[_position++];
            var value = ReadWhile(character => character != quote);
            _position++;
            return Decode(value);
        }

        return Decode(ReadWhile(character => !char.IsWhiteSpace(character) && character != '>'));
    }

    private void ReadEndTag()
    {
        var start = _position;
        _position += 2;
        var name = ReadWhile(character => character != '>' && !char.IsWhiteSpace(character)).ToLowerInvariant();
        ReadWhile(char.IsWhiteSpace);
        if (_position >= _source.Length || _source[_position] != '>')
        {
            throw FormattedText.Error($"Unclosed end tag at byte offset {ByteOffset(start)}");
        }

        _position++;
        if (!_open.TryPop(out var opened))
        {
            throw FormattedText.Error($"Unexpected end tag at byte offset {ByteOffset(start)}");
        }

        if (name.Length > 0 && name != opened.Name)
        {
            throw FormattedText.Error(
                $"Unmatched end tag at byte offset {ByteOffset(start)}, expected \"</{opened.Name}>\", found \"</{name}>\"");
        }

        Close(opened);
    }

    private void Close(Tag tag)
    {
        var language = tag.Attributes.GetValueOrDefault("class") is { } given && given.StartsWith("language-", StringComparison.Ordinal)
            ? given["language-".Length..]
            : null;
        switch (tag.Name)
        {
            case "a":
                _result.AddEntity("text_link", tag.Offset, tag.Attributes.GetValueOrDefault("href") ?? _result.From(tag.Offset));
                break;
            case "code" when language is not null && _open.TryPeek(out var outer) && outer.Name == "pre" && outer.Offset == tag.Offset:
                // <pre><code class="language-…"> is one entity, of the outer tag.
                outer.Attributes["class"] = "language-" + language;
                break;
            case "blockquote" when tag.Attributes.ContainsKey("expandable"):
                _result.AddEntity("expandable_blockquote", tag.Offset);
                break;
            default:
                _result.AddEntity(Types[tag.Name], tag.Offset, language: tag.Name == "pre" ? language : null);
                break;
        }
    }

    private void ReadCharacterReference()
    {
        var end = _source.IndexOf(';', _position);
        var decoded = end < 0 ? null : DecodeReference(_source[(_position + 1)..end]);
        _result.Append(decoded ?? "&");
        _position = decoded is null ? _position + 1 : end + 1;
    }

    private static string Decode(string value)
    {
        var result = new HtmlText(value);
        while (result._position < value.Length)
        {
            if (value[result._position] == '&')
            {
                result.ReadCharacterReference();
            }
            else
            {
                result._result.Append(value[result._position++]);
            }
        }

        return result._result.Text;
    }

    /// <summary>The four names the server knows, and numbers; null leaves the text as it is.</summary>
    private static string? DecodeReference(string name) => name switch
    {
        "lt" => "<",
        "gt" => ">",
        "amp" => "&",
        "quot" => "\"",
        ['#', 'x' or 'X', ..] when int.TryParse(name.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) => Character(code),
        ['#', ..] when int.TryParse(name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var code) => Character(code),
        _ => null,
    };

    private static string? Character(int code) => code != 0 && Rune.IsValid(code) ? new Rune(code).ToString() : null;

    private string ReadWhile(Func<char, bool> accepts)
    {
        var start = _position;
        while (_position < _source.Length && accepts(_source[_position]))
        {
            _position++;
        }

        return _source[start.._position];
    }

    private int ByteOffset(int index) => FormattedText.ByteOffset(_source, index);

    private sealed record Tag(string Name, int Offset, Dictionary<string, string> Attributes);
}
