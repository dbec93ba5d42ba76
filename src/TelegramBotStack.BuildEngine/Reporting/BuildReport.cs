using System.Globalization;
using Nuke.Common.Execution;

namespace Nuke.Common.Reporting;

/// <summary>What stands at the end of a run: warnings and errors again, the table, the last line.</summary>
internal static class BuildReport
{
    private const string ProblemsTitle = "Errors & Warnings";

    public static void Write(NukeBuild build)
    {
        var session = build.Session;
        var problems = session.Log.Problems;
        if (problems.Count > 0)
        {
            session.Host.BeginBlock(ProblemsTitle, session.Console);
            foreach (var problem in problems)
                session.Console.WriteLine(problem.ToString(), OutputStyles.Of(problem.Level));
            session.Host.EndBlock(ProblemsTitle, session.Console);
        }

        var table = SummaryTable.Lines(build.ExecutionPlan);
        session.Console.WriteLine();
        foreach (var (text, style) in table)
            session.Console.WriteLine(text, style);
        session.Host.FinishBuild(string.Join('\n', table.Select(line => line.Text)), session.Secrets);
        session.Console.WriteLine();
        session.Console.WriteLine(LastLine(build), build.IsSucceeding ? OutputStyles.Success : OutputStyles.Error);
    }

    private static string LastLine(NukeBuild build)
    {
        var outcome = build.Session.Interruption.IsRequested ? "interrupted" : build.IsSucceeding ? "succeeded" : "failed";
        return string.Create(CultureInfo.InvariantCulture, $"Build {outcome} on {build.Session.Clock.GetLocalNow():yyyy-MM-dd HH:mm:ss}.");
    }
}
