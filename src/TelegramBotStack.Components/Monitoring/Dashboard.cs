using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;
using TelegramBotStack.Components.Deploying;
using TelegramBotStack.Deployment.Monitoring;

namespace TelegramBotStack.Components.Monitoring;

/// <summary>Lays out what is known of a host and its bots. Where the terminal is narrow, the least important columns go.</summary>
internal static class Dashboard
{
    private const int Gap = 2;
    private const int LeastForErrors = 16;

    // In the order they are shown; the rank says which are given up last.
    private static readonly Column[] Columns =
    [
        new("bot", 0, bot => bot.Bot),
        new("state", 1, DashboardTexts.State, IsState: true),
        new("upd/s", 2, bot => DashboardTexts.Rate(bot.UpdatesPerSecond), IsNumber: true),
        new("lag", 4, bot => DashboardTexts.Milliseconds(bot.LagMilliseconds), IsNumber: true),
        new("waiting", 7, bot => DashboardTexts.Number(bot.Updates?.Pending), IsNumber: true),
        new("handled", 8, bot => DashboardTexts.Number(bot.Updates?.Handled), IsNumber: true),
        new("failed", 3, bot => DashboardTexts.Number(bot.Updates?.Failed), IsNumber: true),
        new("memory", 5, DashboardTexts.Memory, IsNumber: true),
        new("restarts", 6, bot => DashboardTexts.Number(bot.Restarts), IsNumber: true),
        new("up", 9, bot => DashboardTexts.Span(bot.UpSeconds), IsNumber: true),
        new("release", 10, bot => bot.Release),
    ];

    /// <param name="view">What is known.</param>
    /// <param name="width">How many columns a line has.</param>
    /// <param name="hint">How the looking ends; empty when it is over.</param>
    public static IRenderable Of(HostView view, int width, string hint)
    {
        if (view.Sample is not { } sample)
        {
            return new Markup(Markup.Escape($"Connecting …"));
        }

        var parts = new List<IRenderable> { Line("bold", DashboardTexts.Head(sample), width), new Text("") };
        parts.AddRange(sample.Bots.Count == 0 ? [new Text("No bot of this stack has a container here.")] : [Table(sample.Bots, width)]);
        parts.Add(new Text(""));
        parts.Add(view.Problem is { } problem
            ? Line("red", string.Create(
                CultureInfo.InvariantCulture,
                $"Trying again in {view.RetryIn?.TotalSeconds:0} s; this is of {sample.At.UtcDateTime:HH:mm:ss} UTC. {problem.Message.Split('\n')[0]} {hint}"), width)
            : Line(sample.Bots.All(bot => bot.IsAnswering) ? "green" : "red", $"{BotsVerdict.Of([.. sample.Bots.Select(bot => (bot.Bot, bot.IsAnswering))])} {hint}", width));
        return new Rows(parts);
    }

    /// <summary>The headers of the columns for which there is room, in the order they are shown.</summary>
    internal static IReadOnlyList<string> Fitting(IReadOnlyList<BotSample> bots, int width) => [.. Fit(bots, width).Select(column => column.Header)];

    private static Table Table(IReadOnlyList<BotSample> bots, int width)
    {
        var columns = Fit(bots, width);
        var room = width - columns.Sum(column => WidthOf(column, bots) + Gap) - 1;
        var showsErrors = room >= LeastForErrors && bots.Any(bot => bot.LastError is not null);
        var table = new Table().Border(TableBorder.None);
        foreach (var column in columns)
        {
            var made = new TableColumn($"[grey]{column.Header}[/]").NoWrap().PadLeft(0).PadRight(Gap);
            table.AddColumn(column.IsNumber ? made.RightAligned() : made);
        }

        if (showsErrors)
        {
            table.AddColumn(new TableColumn("[grey]last error[/]").NoWrap().PadLeft(0).PadRight(0));
        }

        foreach (var bot in bots)
        {
            var cells = columns.Select(column => Cell(column, bot));
            table.AddRow([.. showsErrors ? cells.Append(new Markup($"[yellow]{Markup.Escape(DashboardTexts.Error(bot.LastError, room))}[/]")) : cells]);
        }

        return table;
    }

    private static Column[] Fit(IReadOnlyList<BotSample> bots, int width)
    {
        var room = width;
        var fitting = Columns.OrderBy(column => column.Rank).TakeWhile(column =>
        {
            room -= WidthOf(column, bots) + Gap;
            return room >= 0 || column.Rank <= 1;
        }).ToHashSet();
        return [.. Columns.Where(fitting.Contains)];
    }

    private static int WidthOf(Column column, IEnumerable<BotSample> bots) =>
        bots.Select(bot => column.Text(bot).Length).Append(column.Header.Length).Max();

    private static Markup Cell(Column column, BotSample bot)
    {
        var text = Markup.Escape(column.Text(bot));
        return new Markup(column.IsState ? $"[{(bot.IsAnswering ? "green" : "red")}]{text}[/]" : text);
    }

    private static Markup Line(string style, string text, int width) =>
        new($"[{style}]{Markup.Escape(text.Length <= width ? text.TrimEnd() : $"{text[..Math.Max(0, width - 1)]}…")}[/]");

    private sealed record Column(string Header, int Rank, Func<BotSample, string> Text, bool IsNumber = false, bool IsState = false);
}
