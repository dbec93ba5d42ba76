using System.Globalization;
using TelegramBotStack.Components.Output;
using TelegramBotStack.Deployment.Diagnosis;

namespace TelegramBotStack.Components.Diagnosing;

/// <summary>Shows what Doctor found: a line a check, problems with cause and mend, and at the end what to do first.</summary>
internal static class DoctorScreen
{
    public static void Show(Screen screen, DoctorReport report)
    {
        foreach (var category in report.Checks.GroupBy(check => check.Category))
        {
            screen.Line();
            screen.Line(category.Key == CheckCategory.Sdk || category.Key == CheckCategory.Ssh
                ? category.Key.ToString().ToUpperInvariant()
                : category.Key.ToString());
            foreach (var check in category)
            {
                Show(screen, check);
            }
        }

        screen.Line();
        screen.Headline(Conclusion(report), good: report.Problems == 0);
    }

    internal static string Conclusion(DoctorReport report)
    {
        var took = string.Create(CultureInfo.InvariantCulture, $"({report.Seconds:0.0} s)");
        var warnings = report.Warnings == 0 ? "" : $", {Count(report.Warnings, "warning")}";
        return report.First is { } first
            ? $"{Count(report.Problems, "problem")}{warnings} {took}, first: {first.Code} {first.Check}. Next: {first.Mend}"
            : $"No problem{warnings} {took}.";
    }

    private static void Show(Screen screen, CheckResult check)
    {
        var (mark, colour) = check.State switch
        {
            CheckState.Ok => ("✓", "green"),
            CheckState.Warning => ("!", "yellow"),
            CheckState.Problem => ("✗", "red"),
            _ => ("–", "grey"),
        };
        screen.Row(mark, colour, check.Check, check.Code is null ? check.Found : $"{check.Code} {check.Found}");
        if (check.Mend is { } mend)
        {
            screen.Note($"mend: {mend}");
        }

        if (check.Fixed is { } done)
        {
            screen.Note($"done: {done}");
        }
    }

    private static string Count(int number, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {what}{(number == 1 ? "" : "s")}");
}
