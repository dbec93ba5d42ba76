using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace TelegramBotStack.Playground.Tests.NewUser;

/// <summary>
/// A recorded session as one SVG that plays by itself: a scene for each command. It has its own ground, so that it can be read
/// on light and dark pages; whoever wants no motion sees the last scene.
/// </summary>
internal static class TerminalPicture
{
    private const int Rows = 22;
    private const double Cell = 8.4;
    private const double Row = 19;
    private const double Margin = 18;
    private const double Bar = 34;
    private const double SecondsPerScene = 5;

    // Those of a terminal on a dark ground, with a contrast of 4.5 or more to it.
    private static readonly string[] Colours =
    [
        "#8b949e", "#ff7b72", "#56d364", "#e3b341", "#79c0ff", "#d2a8ff", "#56d4dd", "#e6edf3",
        "#8b949e", "#ffa198", "#7ee787", "#f2cc60", "#a5d6ff", "#e2c5ff", "#76e3ea", "#ffffff",
    ];

    private static readonly string[] Buttons = ["#ff5f57", "#febc2e", "#28c840"];

    public static string Draw(IReadOnlyList<RecordedCommand> scenes)
    {
        var width = Margin * 2 + Terminal.Columns * Cell;
        var height = Bar + Margin * 2 + Rows * Row;
        var svg = new StringBuilder();
        Add(svg, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:0.#} {height:0.#}" role="img">""");
        Add(svg, $"<title>A recorded session: {string.Join(", ", scenes.Select(scene => Escape(scene.Command)))}</title>");
        Add(svg, $"<style>{Style(scenes.Count)}</style>");
        Add(svg, $"""<rect width="100%" height="100%" rx="10" fill="#0d1117" stroke="#30363d"/>""");
        foreach (var (index, colour) in Buttons.Index())
        {
            Add(svg, $"""<circle cx="{22 + (index * 20)}" cy="20" r="6" fill="{colour}"/>""");
        }

        foreach (var (index, scene) in scenes.Index())
        {
            Add(svg, $"""<g class="s s{index}">""");
            var prompt = new TerminalLine([new TerminalSpan("$ ", 2, true), new TerminalSpan(scene.Command, null, true)]);
            var shown = scene.Lines.TakeLast(Rows - 1).Prepend(prompt);
            foreach (var (row, line) in shown.Index())
            {
                AddLine(svg, line, Bar + Margin + (row * Row) + 10);
            }

            Add(svg, $"</g>");
        }

        Add(svg, $"</svg>");
        return svg.ToString();
    }

    /// <summary>The text of a picture, a line each.</summary>
    public static IReadOnlyList<string> Text(string svg) =>
        [.. XElement.Parse(svg, LoadOptions.PreserveWhitespace).Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value)];

    private static string Style(int scenes)
    {
        var style = new StringBuilder("text{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;fill:#e6edf3;white-space:pre}.b{font-weight:700}");
        foreach (var (index, colour) in Colours.Index())
        {
            style.Append(CultureInfo.InvariantCulture, $".c{index}{{fill:{colour}}}");
        }

        var share = 100.0 / scenes;
        style.Append(CultureInfo.InvariantCulture, $".s{{animation:show {scenes * SecondsPerScene}s steps(1) infinite;opacity:0}}.s0{{opacity:1}}");
        style.Append(CultureInfo.InvariantCulture, $"@keyframes show{{0%{{opacity:1}}{share:0.###}%{{opacity:0}}}}");
        for (var index = 0; index < scenes; index++)
        {
            style.Append(CultureInfo.InvariantCulture, $".s{index}{{animation-delay:{index * SecondsPerScene}s}}");
        }

        return style.Append(CultureInfo.InvariantCulture, $"@media (prefers-reduced-motion:reduce){{.s{{animation:none;opacity:0}}.s{scenes - 1}{{opacity:1}}}}").ToString();
    }

    // Each part has its width said, so that columns stay in line whatever font there is.
    private static void AddLine(StringBuilder svg, TerminalLine line, double y)
    {
        if (line.Text.Length == 0)
        {
            return;
        }

        var parts = new StringBuilder();
        var column = 0;
        foreach (var span in line.Spans)
        {
            var cells = new StringInfo(span.Text).LengthInTextElements;
            var classes = string.Join(' ', new[] { span.Colour is { } colour and < 16 ? $"c{colour}" : null, span.IsBold ? "b" : null }.OfType<string>());
            parts.Append(CultureInfo.InvariantCulture, $"""<tspan x="{Margin + (column * Cell):0.#}" textLength="{cells * Cell:0.#}" lengthAdjust="spacingAndGlyphs"{(classes.Length > 0 ? $" class=\"{classes}\"" : "")}>{Escape(span.Text)}</tspan>""");
            column += cells;
        }

        svg.Append(CultureInfo.InvariantCulture, $"""<text y="{y:0.#}" xml:space="preserve">{parts}</text>""").Append('\n');
    }

    private static string Escape(string text) => new XText(text).ToString();

    private static void Add(StringBuilder svg, FormattableString line) => svg.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
