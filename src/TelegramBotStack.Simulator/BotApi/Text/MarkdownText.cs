namespace TelegramBotStack.Simulator.BotApi.Text;

/// <summary>Reads the older parse_mode Markdown (https://core.telegram.org/bots/api#markdown-style); entities do not nest.</summary>
internal static class MarkdownText
{
    private static readonly (string Start, string End, string Type)[] Marks =
        [("```", "```", "pre"), ("`", "`", "code"), ("_", "_", "italic"), ("*", "*", "bold"), ("[", "]", "text_link")];

    public static FormattedText Parse(string source)
    {
        var result = new FormattedText();
        for (var position = 0; position < source.Length;)
        {
            if (source[position] == '\\' && position + 1 < source.Length && source[position + 1] is '_' or '*' or '`' or '[')
            {
                result.Append(source[position + 1]);
                position += 2;
            }
            else if (Array.Find(Marks, mark => IsAt(source, position, mark.Start)) is { Start: not null } mark)
            {
                position = ReadEntity(source, position, mark, result);
            }
            else
            {
                result.Append(source[position++]);
            }
        }

        return result;
    }

    private static int ReadEntity(string source, int start, (string Start, string End, string Type) mark, FormattedText result)
    {
        var inner = start + mark.Start.Length;
        var end = source.IndexOf(mark.End, inner, StringComparison.Ordinal);
        if (end < 0)
        {
            throw FormattedText.Error(
                $"Can't find end of the entity starting at byte offset {FormattedText.ByteOffset(source, start)}");
        }

        var offset = result.Length;
        var content = source.AsSpan(inner, end - inner);
        var after = end + mark.End.Length;
        switch (mark.Type)
        {
            case "text_link" when IsAt(source, after, "(") && source.IndexOf(')', after) is var close and > 0:
                result.Append(content);
                result.AddEntity("text_link", offset, url: source[(after + 1)..close]);
                return close + 1;
            case "text_link":
                // Brackets without an address disappear.
                result.Append(content);
                return after;
            case "pre":
                var lineEnd = content.IndexOf('\n');
                var isLanguage = lineEnd > 0 && content[..lineEnd].IndexOf(' ') < 0;
                result.Append(content[(lineEnd == 0 || isLanguage ? lineEnd + 1 : 0)..]);
                result.AddEntity("pre", offset, language: isLanguage ? content[..lineEnd].ToString() : null);
                return after;
            default:
                result.Append(content);
                result.AddEntity(mark.Type, offset);
                return after;
        }
    }

    private static bool IsAt(string source, int position, string mark)
        => string.CompareOrdinal(source, position, mark, 0, mark.Length) == 0;
}
