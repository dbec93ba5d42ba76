using System.Linq.Expressions;
using Nuke.Common.Execution;

namespace Nuke.Common.Targets;

/// <summary>Collects what a target says about itself. Other targets are kept as delegates until all of them are known.</summary>
internal sealed class TargetDefinition(NukeBuild build, TargetProperty property) : ITargetDefinition
{
    private int _baseLevel;

    public string Name => property.Name;
    public string? DescriptionText { get; private set; }
    public bool Listed { get; private set; } = true;
    public bool Assured { get; private set; }
    public bool Proceeds { get; private set; }
    public DependencyBehavior Behavior { get; private set; }
    public List<Action> Actions { get; } = [];
    public List<TargetCondition> StaticConditions { get; } = [];
    public List<TargetCondition> DynamicConditions { get; } = [];
    public List<LambdaExpression> Requirements { get; } = [];
    public List<Delegate> Dependencies { get; } = [];
    public List<Delegate> Dependents { get; } = [];
    public List<Delegate> Successors { get; } = [];
    public List<Delegate> Predecessors { get; } = [];
    public List<Delegate> Triggered { get; } = [];
    public List<Delegate> TriggeredByTargets { get; } = [];
    public List<(Delegate Setup, Delegate Cleanup)> Contexts { get; } = [];

    public ITargetDefinition Description(string description) => With(() => DescriptionText = description);

    public ITargetDefinition Executes(params Action[] actions) => With(() => Actions.AddRange(actions));

    public ITargetDefinition Executes<T>(Func<T> action) => With(() => Actions.Add(() => action()));

    // A target is synchronous by contract, as in NUKE; there is no synchronization context that could deadlock.
    public ITargetDefinition Executes(Func<Task> action) => With(() => Actions.Add(() => action().GetAwaiter().GetResult()));

    public ITargetDefinition DependsOn(params Target[] targets) => Add(Dependencies, targets);
    public ITargetDefinition DependsOn<T>(params Func<T, Target>[] targets) => Add(Dependencies, targets);
    public ITargetDefinition TryDependsOn<T>(params Func<T, Target>[] targets) => TryAdd(Dependencies, targets);
    public ITargetDefinition DependentFor(params Target[] targets) => Add(Dependents, targets);
    public ITargetDefinition DependentFor<T>(params Func<T, Target>[] targets) => Add(Dependents, targets);
    public ITargetDefinition TryDependentFor<T>(params Func<T, Target>[] targets) => TryAdd(Dependents, targets);
    public ITargetDefinition Before(params Target[] targets) => Add(Successors, targets);
    public ITargetDefinition Before<T>(params Func<T, Target>[] targets) => Add(Successors, targets);
    public ITargetDefinition TryBefore<T>(params Func<T, Target>[] targets) => TryAdd(Successors, targets);
    public ITargetDefinition After(params Target[] targets) => Add(Predecessors, targets);
    public ITargetDefinition After<T>(params Func<T, Target>[] targets) => Add(Predecessors, targets);
    public ITargetDefinition TryAfter<T>(params Func<T, Target>[] targets) => TryAdd(Predecessors, targets);
    public ITargetDefinition Triggers(params Target[] targets) => Add(Triggered, targets);
    public ITargetDefinition Triggers<T>(params Func<T, Target>[] targets) => Add(Triggered, targets);
    public ITargetDefinition TryTriggers<T>(params Func<T, Target>[] targets) => TryAdd(Triggered, targets);
    public ITargetDefinition TriggeredBy(params Target[] targets) => Add(TriggeredByTargets, targets);
    public ITargetDefinition TriggeredBy<T>(params Func<T, Target>[] targets) => Add(TriggeredByTargets, targets);
    public ITargetDefinition TryTriggeredBy<T>(params Func<T, Target>[] targets) => TryAdd(TriggeredByTargets, targets);

    public ITargetDefinition OnlyWhenDynamic(Func<bool> condition, string? conditionExpression = null) =>
        With(() => DynamicConditions.Add(new TargetCondition(condition, conditionExpression)));

    public ITargetDefinition OnlyWhenStatic(Func<bool> condition, string? conditionExpression = null) =>
        With(() => StaticConditions.Add(new TargetCondition(condition, conditionExpression)));

    public ITargetDefinition Requires<T>(Expression<Func<T?>> parameterRequirement, params Expression<Func<T?>>[] parameterRequirements)
        where T : class => With(() => Requirements.AddRange([parameterRequirement, .. parameterRequirements]));

    public ITargetDefinition Requires<T>(Expression<Func<T?>> parameterRequirement, params Expression<Func<T?>>[] parameterRequirements)
        where T : struct => With(() => Requirements.AddRange([parameterRequirement, .. parameterRequirements]));

    public ITargetDefinition Requires(Expression<Func<bool>> requirement, params Expression<Func<bool>>[] requirements) =>
        With(() => Requirements.AddRange([requirement, .. requirements]));

    public ITargetDefinition WhenSkipped(DependencyBehavior dependencyBehavior) => With(() => Behavior = dependencyBehavior);
    public ITargetDefinition AssuredAfterFailure() => With(() => Assured = true);
    public ITargetDefinition ProceedAfterFailure() => With(() => Proceeds = true);
    public ITargetDefinition Unlisted() => With(() => Listed = false);

    public ITargetDefinition Base()
    {
        // A base definition may call Base() itself and then means the one below its own.
        _baseLevel++;
        try
        {
            return property.BaseDefinition(build, _baseLevel)(this);
        }
        finally
        {
            _baseLevel--;
        }
    }

    public ITargetDefinition Inherit(params Target[] targets) =>
        targets.Aggregate((ITargetDefinition)this, (definition, target) => target(definition));

    public ITargetDefinition Inherit<T>(params Expression<Func<T, Target>>[] targets)
    {
        if (targets.Length == 0)
            return Inherit(NonVirtual.Read<Target>(ComponentTargets.Only<Target>(typeof(T), Owner), typeof(T), build));
        return Inherit([.. targets.Select(target => NonVirtual.Read<Target>(NonVirtual.PropertyOf(target), typeof(T), build))]);
    }

    public ITargetDefinition DependsOnContext<T>()
        where T : INukeBuild
    {
        var setup = ComponentTargets.ReadOnly<Setup>(build, typeof(T), Owner);
        var cleanup = ComponentTargets.ReadOnly<Cleanup>(build, typeof(T), Owner);
        Dependencies.Add(setup);
        Contexts.Add((setup, cleanup));
        return this;
    }

    public ITargetDefinition Produces(params string[] artifacts) => this;
    public ITargetDefinition Consumes(params Target[] targets) => this;
    public ITargetDefinition Consumes<T>(params Func<T, Target>[] targets) => this;
    public ITargetDefinition Consumes(Target target, params string[] artifacts) => this;
    public ITargetDefinition Consumes<T>(Func<T, Target> target, params string[] artifacts) => this;
    public ITargetDefinition Partition(int size) => this;

    private string Owner => $"{build.GetType().Name}.{Name}";

    private TargetDefinition With(Action change)
    {
        change();
        return this;
    }

    private TargetDefinition Add(List<Delegate> list, Target[] targets)
    {
        list.AddRange(targets);
        return this;
    }

    private TargetDefinition Add<T>(List<Delegate> list, Func<T, Target>[] targets)
    {
        if (build is not T component)
            throw new BuildDefinitionException($"Target '{Owner}' needs component '{typeof(T).Name}', which the build does not implement.");
        if (targets.Length == 0)
            list.Add(ComponentTargets.ReadOnly<Target>(build, typeof(T), Owner));
        else
            list.AddRange(targets.Select(target => target(component)));
        return this;
    }

    private TargetDefinition TryAdd<T>(List<Delegate> list, Func<T, Target>[] targets) => build is T ? Add(list, targets) : this;
}
