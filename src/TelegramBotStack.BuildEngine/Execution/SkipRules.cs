using Nuke.Common.Targets;

namespace Nuke.Common.Execution;

/// <summary>Marks targets as skipped, together with what only they needed.</summary>
internal sealed class SkipRules(IReadOnlyCollection<ExecutableTarget> plan)
{
    /// <summary>Skips the named targets; with no name every target that was not invoked.</summary>
    public void ByParameter(IReadOnlyList<ExecutableTarget>? named)
    {
        if (named is null)
            return;
        foreach (var target in plan.Where(target => named.Count == 0 || named.Contains(target)))
            Skip(target, "via parameter");
    }

    /// <summary>Skips a target when a condition does not hold.</summary>
    /// <returns>Whether it is skipped.</returns>
    /// <exception cref="ConditionException">A condition threw.</exception>
    public bool ByCondition(ExecutableTarget target, IReadOnlyList<TargetCondition> conditions)
    {
        var violated = conditions.Where(condition => !Holds(target, condition)).Select(condition => condition.Text).ToList();
        if (violated.Count > 0)
        {
            target.ViolatedConditions = string.Join(" && ", violated);
            Skip(target, null);
        }

        return target.ViolatedConditions is not null;
    }

    private void Skip(ExecutableTarget target, string? reason)
    {
        if (target.Status != ExecutionStatus.Scheduled)
            return;

        target.Status = ExecutionStatus.Skipped;
        target.SkipReason ??= reason;
        if (target.Definition.Behavior == DependencyBehavior.Skip)
        {
            foreach (var other in target.ExecutionDependencies.Concat(target.Triggers).Where(other => !IsNeeded(other)).ToList())
                Skip(other, $"because of {target.Name}");
        }

        // A target that a person named stays scheduled: its requirements are checked, and only its condition skips it.
        if (target.Invoked)
        {
            target.Status = ExecutionStatus.Scheduled;
            target.SkipReason = null;
        }
    }

    private bool IsNeeded(ExecutableTarget target) => plan
        .Where(other => other.Status == ExecutionStatus.Scheduled)
        .Any(other => other.ExecutionDependencies.Contains(target) || other.Triggers.Contains(target));

    private static bool Holds(ExecutableTarget target, TargetCondition condition)
    {
        try
        {
            return condition.Holds();
        }
        // A condition is code of the build: whatever it throws ends the build.
        catch (Exception exception) when (exception is not ConditionException)
        {
            throw new ConditionException(target, exception);
        }
    }
}

/// <summary>A condition of a target threw an exception.</summary>
internal sealed class ConditionException(ExecutableTarget target, Exception inner)
    : Exception($"Invocation of condition for {target.Name} has thrown an exception", inner)
{
    public ExecutableTarget Target { get; } = target;
}
