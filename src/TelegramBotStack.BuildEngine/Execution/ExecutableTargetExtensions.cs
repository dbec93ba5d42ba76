using Nuke.Common.Execution;

namespace Nuke.Common;

/// <summary>Asks for a target in a collection of the plan.</summary>
public static class ExecutableTargetExtensions
{
    /// <summary>Whether the target is among them: <c>SucceededTargets.Contains(Compile)</c>.</summary>
    public static bool Contains(this IEnumerable<ExecutableTarget> targets, Target target)
    {
        ArgumentNullException.ThrowIfNull(targets);
        return targets.Any(candidate => candidate.Factory.Equals(target));
    }
}
