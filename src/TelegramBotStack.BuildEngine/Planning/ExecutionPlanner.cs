using Nuke.Common.Execution;
using Nuke.Common.Targets;

namespace Nuke.Common.Planning;

/// <summary>Decides which targets run and in which order: the same input always gives the same plan.</summary>
internal static class ExecutionPlanner
{
    /// <exception cref="BuildDefinitionException">Targets depend on each other in a circle.</exception>
    public static IReadOnlyList<ExecutableTarget> Plan(IReadOnlyList<ExecutableTarget> targets, IEnumerable<ExecutableTarget> requested)
    {
        Cycles.Reject(targets);

        var ordered = TopologicalFromTheEnd(targets);
        var wanted = requested.ToHashSet();
        IReadOnlyList<ExecutableTarget> plan;
        List<ExecutableTarget> triggered;
        do
        {
            plan = Select(ordered, wanted);
            triggered = plan.SelectMany(target => target.Triggers).Except(plan).ToList();
            wanted.UnionWith(triggered);
        }
        while (triggered.Count > 0);

        return plan;
    }

    // Last target first; among those that nothing left depends on, the one declared first.
    private static List<ExecutableTarget> TopologicalFromTheEnd(IReadOnlyList<ExecutableTarget> targets)
    {
        var remaining = targets.ToList();
        var dependents = targets.ToDictionary(target => target, _ => 0);
        foreach (var dependency in targets.SelectMany(target => target.AllDependencies.Distinct()))
            dependents[dependency]++;

        var ordered = new List<ExecutableTarget>(targets.Count);
        while (remaining.Count > 0)
        {
            var next = remaining.First(target => dependents[target] == 0);
            remaining.Remove(next);
            ordered.Add(next);
            foreach (var dependency in next.AllDependencies.Distinct())
                dependents[dependency]--;
        }

        return ordered;
    }

    private static List<ExecutableTarget> Select(List<ExecutableTarget> lastToFirst, HashSet<ExecutableTarget> wanted)
    {
        var needed = new HashSet<ExecutableTarget>(wanted);
        var plan = new List<ExecutableTarget>();
        foreach (var target in lastToFirst.Where(needed.Contains))
        {
            plan.Add(target);
            needed.UnionWith(target.ExecutionDependencies);
        }

        plan.Reverse();
        return plan;
    }
}
