using System.Globalization;
using Nuke.Common.Execution;
using Spectre.Console;

namespace Nuke.Common.Reporting;

/// <summary>The table at the end: every target of the plan, how it ended, how long it took and what it reported.</summary>
internal static class SummaryTable
{
    private const int StatusWidth = 10;
    private const int DurationWidth = 10;
    private const int NarrowestName = 19;

    /// <summary>The lines of the table, each with its colour.</summary>
    public static IReadOnlyList<(string Text, Style? Style)> Lines(IEnumerable<ExecutableTarget> plan)
    {
        var rows = plan.Where(target => target.Status != ExecutionStatus.Collective).ToList();
        var nameWidth = rows.Select(target => target.Name.Length + 4).Append(NarrowestName).Max();
        var width = nameWidth + StatusWidth + DurationWidth;

        return
        [
            (new string('═', width), OutputStyles.Faint),
            (Row("Target", "Status", "Duration"), OutputStyles.Header),
            (new string('─', width), OutputStyles.Faint),
            .. rows.Select(target => (Line(target), StyleOf(target.Status))),
            (new string('─', width), OutputStyles.Faint),
            (Row("Total", "", Text(rows.Aggregate(TimeSpan.Zero, (sum, target) => sum + target.Duration))), OutputStyles.Header),
            (new string('═', width), OutputStyles.Faint),
        ];

        string Row(string name, string status, string duration) => name.PadRight(nameWidth) + status.PadRight(StatusWidth) + duration.PadLeft(DurationWidth);

        string Line(ExecutableTarget target)
        {
            var ran = target.Status is ExecutionStatus.Succeeded or ExecutionStatus.Failed or ExecutionStatus.Aborted;
            var row = Row(target.Name, target.Status.ToString(), ran ? Text(target.Duration) : "");
            var information = Information(target);
            return information.Length == 0 ? row.TrimEnd() : $"{row}   // {information}";
        }
    }

    /// <summary>What the target reported, or why it was skipped.</summary>
    public static string Information(ExecutableTarget target)
    {
        if (target.Summary.Count > 0)
            return string.Join(", ", target.Summary.Select(pair => $"{pair.Key}: {pair.Value}"));
        if (target.ViolatedConditions is { } conditions)
            return $"OnlyWhen: {conditions}";
        return target is { Status: ExecutionStatus.Skipped, SkipReason: { } reason } ? $"Skipped: {reason}" : "";
    }

    public static string Text(TimeSpan duration) => duration < TimeSpan.FromSeconds(1)
        ? "< 1sec"
        : string.Create(CultureInfo.InvariantCulture, $"{(int)duration.TotalMinutes}:{duration.Seconds:00}");

    private static Style? StyleOf(ExecutionStatus status) => status switch
    {
        ExecutionStatus.Succeeded => (Style?)OutputStyles.Success,
        ExecutionStatus.Failed or ExecutionStatus.Aborted => OutputStyles.Error,
        ExecutionStatus.NotRun => OutputStyles.Warning,
        _ => null,
    };
}
