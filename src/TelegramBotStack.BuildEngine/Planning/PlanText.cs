using Nuke.Common.Execution;
using Nuke.Common.Reporting;

namespace Nuke.Common.Planning;

/// <summary>Prints which targets would run, in order, and what each waits for.</summary>
internal static class PlanText
{
    public static void Write(ConsoleOutput console, IReadOnlyCollection<ExecutableTarget> plan)
    {
        console.WriteLine("Plan (in this order):", OutputStyles.Header);
        console.WriteLine();
        var number = 0;
        foreach (var target in plan)
            console.WriteLine($"  {++number,2}. {target.Name}{Details(target)}");
    }

    private static string Details(ExecutableTarget target)
    {
        var details = new List<string>();
        if (target.ExecutionDependencies.Count > 0)
            details.Add("after " + string.Join(", ", target.ExecutionDependencies.Select(other => other.Name)));
        if (target.TriggerDependencies.Count > 0)
            details.Add("triggered by " + string.Join(", ", target.TriggerDependencies.Select(other => other.Name)));
        details.AddRange(target.Definition.StaticConditions.Concat(target.Definition.DynamicConditions).Select(condition => "only when " + condition.Text));
        if (target.AssuredAfterFailure)
            details.Add("also after a failure");
        return details.Count == 0 ? "" : $"  ({string.Join("; ", details)})";
    }
}
