using System.Linq.Expressions;
using System.Runtime.CompilerServices;

namespace Nuke.Common;

/// <summary>What a target says about itself. Every member returns the definition, so that calls are chained.</summary>
public interface ITargetDefinition
{
    /// <summary>Name of the target that is defined.</summary>
    string Name { get; }

    /// <summary>Text under the target in <c>--help</c>; the last call wins.</summary>
    ITargetDefinition Description(string description);

    /// <summary>Appends actions, which run in order.</summary>
    ITargetDefinition Executes(params Action[] actions);

    /// <summary>Appends an action whose result is dropped.</summary>
    ITargetDefinition Executes<T>(Func<T> action);

    /// <summary>Appends an asynchronous action; the next one starts when it has ended.</summary>
    ITargetDefinition Executes(Func<Task> action);

    /// <summary>Runs the targets before this one.</summary>
    ITargetDefinition DependsOn(params Target[] targets);

    /// <summary>Runs targets of a component before this one; without an argument the component's only target.</summary>
    ITargetDefinition DependsOn<T>(params Func<T, Target>[] targets);

    /// <summary>As <see cref="DependsOn{T}"/>, but does nothing when the build lacks the component.</summary>
    ITargetDefinition TryDependsOn<T>(params Func<T, Target>[] targets);

    /// <summary>Makes the targets depend on this one.</summary>
    ITargetDefinition DependentFor(params Target[] targets);

    /// <summary>Makes targets of a component depend on this one.</summary>
    ITargetDefinition DependentFor<T>(params Func<T, Target>[] targets);

    /// <summary>As <see cref="DependentFor{T}"/>, but does nothing when the build lacks the component.</summary>
    ITargetDefinition TryDependentFor<T>(params Func<T, Target>[] targets);

    /// <summary>Skips the target when the condition is false just before it would run; its dependencies have run by then.</summary>
    ITargetDefinition OnlyWhenDynamic(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string? conditionExpression = null);

    /// <summary>Skips the target, and dependencies only it needs, when the condition is false before the first target runs.</summary>
    ITargetDefinition OnlyWhenStatic(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string? conditionExpression = null);

    /// <summary>Requires parameters to have a value before the first target runs.</summary>
    ITargetDefinition Requires<T>(Expression<Func<T?>> parameterRequirement, params Expression<Func<T?>>[] parameterRequirements)
        where T : class;

    /// <summary>Requires parameters to have a value before the first target runs.</summary>
    ITargetDefinition Requires<T>(Expression<Func<T?>> parameterRequirement, params Expression<Func<T?>>[] parameterRequirements)
        where T : struct;

    /// <summary>Requires conditions to hold before the first target runs.</summary>
    ITargetDefinition Requires(Expression<Func<bool>> requirement, params Expression<Func<bool>>[] requirements);

    /// <summary>Whether dependencies are skipped together with this target.</summary>
    ITargetDefinition WhenSkipped(DependencyBehavior dependencyBehavior);

    /// <summary>Runs this target earlier than the others when both are in the plan.</summary>
    ITargetDefinition Before(params Target[] targets);

    /// <summary>Runs this target earlier than targets of a component.</summary>
    ITargetDefinition Before<T>(params Func<T, Target>[] targets);

    /// <summary>As <see cref="Before{T}"/>, but does nothing when the build lacks the component.</summary>
    ITargetDefinition TryBefore<T>(params Func<T, Target>[] targets);

    /// <summary>Runs this target later than the others when both are in the plan.</summary>
    ITargetDefinition After(params Target[] targets);

    /// <summary>Runs this target later than targets of a component.</summary>
    ITargetDefinition After<T>(params Func<T, Target>[] targets);

    /// <summary>As <see cref="After{T}"/>, but does nothing when the build lacks the component.</summary>
    ITargetDefinition TryAfter<T>(params Func<T, Target>[] targets);

    /// <summary>Adds targets, with their own dependencies, to the plan after this one.</summary>
    ITargetDefinition Triggers(params Target[] targets);

    /// <summary>Adds targets of a component to the plan after this one.</summary>
    ITargetDefinition Triggers<T>(params Func<T, Target>[] targets);

    /// <summary>As <see cref="Triggers{T}"/>, but does nothing when the build lacks the component.</summary>
    ITargetDefinition TryTriggers<T>(params Func<T, Target>[] targets);

    /// <summary>Is added to the plan after the targets.</summary>
    ITargetDefinition TriggeredBy(params Target[] targets);

    /// <summary>Is added to the plan after targets of a component.</summary>
    ITargetDefinition TriggeredBy<T>(params Func<T, Target>[] targets);

    /// <summary>As <see cref="TriggeredBy{T}"/>, but does nothing when the build lacks the component.</summary>
    ITargetDefinition TryTriggeredBy<T>(params Func<T, Target>[] targets);

    /// <summary>Runs this target also when an earlier one failed or the build was interrupted.</summary>
    ITargetDefinition AssuredAfterFailure();

    /// <summary>Goes on with the plan when this target failed; the build still ends failed.</summary>
    ITargetDefinition ProceedAfterFailure();

    /// <summary>Leaves the target out of <c>--help</c>.</summary>
    ITargetDefinition Unlisted();

    /// <summary>Applies the definition that this one overrides.</summary>
    ITargetDefinition Base();

    /// <summary>Applies other definitions to this target.</summary>
    ITargetDefinition Inherit(params Target[] targets);

    /// <summary>Applies definitions of a component, not overridden ones; without an argument that of its only target.</summary>
    ITargetDefinition Inherit<T>(params Expression<Func<T, Target>>[] targets);

    /// <summary>Runs the component's <see cref="Setup"/> before this target and its <see cref="Cleanup"/> after it, come what may.</summary>
    ITargetDefinition DependsOnContext<T>()
        where T : INukeBuild;

    /// <summary>Accepted for builds written for NUKE; the embedded engine generates no CI configuration from it.</summary>
    ITargetDefinition Produces(params string[] artifacts);

    /// <inheritdoc cref="Produces"/>
    ITargetDefinition Consumes(params Target[] targets);

    /// <inheritdoc cref="Produces"/>
    ITargetDefinition Consumes<T>(params Func<T, Target>[] targets);

    /// <inheritdoc cref="Produces"/>
    ITargetDefinition Consumes(Target target, params string[] artifacts);

    /// <inheritdoc cref="Produces"/>
    ITargetDefinition Consumes<T>(Func<T, Target> target, params string[] artifacts);

    /// <inheritdoc cref="Produces"/>
    ITargetDefinition Partition(int size);
}
