using System.Text;

namespace TelegramBotStack.Simulator.BotApi.Text;

/// <summary>A text under construction while its markup is read.</summary>
internal sealed class FormattedText
{
    private readonly StringBuilder _text = new();
    private readonly List<TextEntity> _entities = [];

    public string Text => _text.ToString();

    /// <summary>The entities, outer ones before inner ones.</summary>
    public List<TextEntity> Entities => [.. _entities.OrderBy(entity => entity.Offset).ThenByDescending(entity => entity.Length)];

    /// <summary>Length so far in UTF-16 code units.</summary>
    public int Length => _text.Length;

    public void Append(char character) => _text.Append(character);

    public void Append(ReadOnlySpan<char> text) => _text.Append(text);

    public string From(int offset) => _text.ToString(offset, _text.Length - offset);

    /// <summary>Ends an entity here; an empty one is dropped, as the server does.</summary>
    public void AddEntity(string type, int offset, string? url = null, string? language = null)
        => AddEntityUntil(_text.Length, type, offset, url, language);

    /// <summary>Adds the quotation of whole lines; the last line break is outside of it.</summary>
    public void AddQuotation(int offset)
        => AddEntityUntil(_text.Length > 0 && _text[^1] == '\n' ? _text.Length - 1 : _text.Length, "blockquote", offset, null, null);

    private void AddEntityUntil(int end, string type, int offset, string? url, string? language)
    {
        if (end > offset)
        {
            _entities.Add(new TextEntity(type, offset, end - offset) { Url = url, Language = language });
        }
    }

    /// <summary>The server's error, with the offset of a place in UTF-8 bytes.</summary>
    public static ApiException Error(string cause) => ApiException.BadRequest("can't parse entities: " + cause);

    public static int ByteOffset(string source, int index) => Encoding.UTF8.GetByteCount(source.AsSpan(0, index));
}
