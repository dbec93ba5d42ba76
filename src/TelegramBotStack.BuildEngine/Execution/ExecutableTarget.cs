using System.Diagnostics;
using System.Linq.Expressions;
using Nuke.Common.Targets;

namespace Nuke.Common.Execution;

/// <summary>A target of a build with its relations to others and its outcome.</summary>
[DebuggerDisplay("{Name} {Status}")]
public sealed class ExecutableTarget
{
    internal ExecutableTarget(Delegate factory, TargetDefinition definition, bool isDefault)
    {
        Factory = factory;
        Definition = definition;
        IsDefault = isDefault;
        AssuredAfterFailure = definition.Assured;
    }

    /// <summary>Name of the property that declares the target.</summary>
    public string Name => Definition.Name;

    /// <summary>Text for <c>--help</c>.</summary>
    public string? Description => Definition.DescriptionText;

    /// <summary>Whether <c>--help</c> shows the target.</summary>
    public bool Listed => Definition.Listed;

    /// <summary>Whether the target runs when none is named.</summary>
    public bool IsDefault { get; }

    /// <summary>Whether the target was named on the command line.</summary>
    public bool Invoked { get; internal set; }

    /// <summary>Where the target stands.</summary>
    public ExecutionStatus Status { get; internal set; }

    /// <summary>How long the target ran.</summary>
    public TimeSpan Duration { get; internal set; }

    /// <summary>Targets that run before this one.</summary>
    public ICollection<ExecutableTarget> ExecutionDependencies { get; } = new HashSet<ExecutableTarget>();

    /// <summary>Targets that come earlier when they are in the plan.</summary>
    public ICollection<ExecutableTarget> OrderDependencies { get; } = new HashSet<ExecutableTarget>();

    /// <summary>Targets that add this one to the plan.</summary>
    public ICollection<ExecutableTarget> TriggerDependencies { get; } = new HashSet<ExecutableTarget>();

    /// <summary>Targets that this one adds to the plan.</summary>
    public ICollection<ExecutableTarget> Triggers { get; } = new HashSet<ExecutableTarget>();

    internal Delegate Factory { get; }

    internal TargetDefinition Definition { get; }

    internal bool AssuredAfterFailure { get; set; }

    internal IReadOnlyList<LambdaExpression> Requirements => Definition.Requirements;

    internal IEnumerable<ExecutableTarget> AllDependencies => ExecutionDependencies.Concat(OrderDependencies).Concat(TriggerDependencies);

    /// <summary>Why the target was skipped, when it was not a condition of its own.</summary>
    internal string? SkipReason { get; set; }

    /// <summary>The conditions that were false, as source text.</summary>
    internal string? ViolatedConditions { get; set; }

    internal IReadOnlyDictionary<string, string> Summary { get; set; } = new Dictionary<string, string>();

    /// <inheritdoc/>
    public override string ToString() => Name;
}
