using System.Globalization;
using System.Text.RegularExpressions;

namespace TelegramBotStack.TestSupport;

/// <summary>Some characters of a line that look alike.</summary>
/// <param name="Text">The characters.</param>
/// <param name="Colour">One of a terminal's 16 colours; null for its usual one.</param>
/// <param name="IsBold">Whether they are bold.</param>
internal sealed record TerminalSpan(string Text, int? Colour, bool IsBold);

/// <summary>A line of a terminal's screen.</summary>
internal sealed record TerminalLine(IReadOnlyList<TerminalSpan> Spans)
{
    public string Text { get; } = string.Concat(Spans.Select(span => span.Text)).TrimEnd();
}

/// <summary>
/// What a terminal shows of what a program has written: colours, lines that are written anew, and the erasing of a line's rest
/// (ECMA-48: SGR, EL). The programs here move the cursor in no other way.
/// </summary>
internal static partial class TerminalText
{
    public static IReadOnlyList<TerminalLine> Read(string written)
    {
        var lines = new List<List<Cell>> { new() };
        var column = 0;
        var style = new Style(null, false);
        foreach (Match part in Part().Matches(written))
        {
            if (part.Groups["sgr"].Success)
            {
                style = style.After(part.Groups["sgr"].Value);
            }
            else if (part.Groups["erase"].Success)
            {
                lines[^1].RemoveRange(Math.Min(column, lines[^1].Count), Math.Max(0, lines[^1].Count - column));
            }
            else if (part.Value == "\n")
            {
                lines.Add([]);
                column = 0;
            }
            else if (part.Value == "\r")
            {
                column = 0;
            }
            else if (part.Groups["text"].Success)
            {
                Put(lines[^1], column++, new Cell(part.Value, style));
            }
        }

        return [.. lines.Select(line => new TerminalLine([.. Spans(line)]))];
    }

    private static void Put(List<Cell> line, int column, Cell cell)
    {
        while (line.Count <= column)
        {
            line.Add(new Cell(" ", new Style(null, false)));
        }

        line[column] = cell;
    }

    private static IEnumerable<TerminalSpan> Spans(List<Cell> line)
    {
        for (var from = 0; from < line.Count;)
        {
            var style = line[from].Style;
            var cells = line.Skip(from).TakeWhile(cell => cell.Style == style).ToList();
            from += cells.Count;
            yield return new TerminalSpan(string.Concat(cells.Select(cell => cell.Text)), style.Colour, style.IsBold);
        }
    }

    [GeneratedRegex(@"\x1b\[(?<sgr>[0-9;]*)m|\x1b\[0?(?<erase>K)|\x1b\[[0-9;?]*[A-Za-z]|\x1b.|\r|\n|(?<text>[\ud800-\udbff][\udc00-\udfff]|[^\x00-\x1f\x7f])")]
    private static partial Regex Part();

    private sealed record Cell(string Text, Style Style);

    private sealed record Style(int? Colour, bool IsBold)
    {
        public Style After(string codes)
        {
            var style = this;
            var numbers = codes.Split(';').Select(code => code.Length == 0 ? 0 : int.Parse(code, CultureInfo.InvariantCulture)).ToList();
            for (var index = 0; index < numbers.Count; index++)
            {
                style = numbers[index] switch
                {
                    0 => new Style(null, false),
                    1 => style with { IsBold = true },
                    >= 30 and <= 37 and var colour => style with { Colour = colour - 30 },
                    >= 90 and <= 97 and var colour => style with { Colour = colour - 90 + 8 },
                    38 when numbers.ElementAtOrDefault(index + 1) == 5 => style with { Colour = numbers[index += 2] },
                    39 => style with { Colour = null },
                    _ => style,
                };
            }

            return style;
        }
    }
}
