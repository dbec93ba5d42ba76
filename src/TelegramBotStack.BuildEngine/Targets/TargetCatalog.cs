using System.Reflection;
using Nuke.Common.Execution;

namespace Nuke.Common.Targets;

/// <summary>Finds the targets of a build and connects them.</summary>
internal static class TargetCatalog
{
    /// <exception cref="BuildDefinitionException">The targets contradict each other.</exception>
    public static IReadOnlyList<ExecutableTarget> Create(NukeBuild build, IReadOnlyCollection<Delegate> defaults)
    {
        var members = BuildMembers.Of(build.GetType(), TargetProperty.IsTarget);
        var targets = members.All
            .Select(member => new TargetProperty((PropertyInfo)member))
            .Select(property => Define(build, property, defaults))
            .ToList();

        var byFactory = new Dictionary<Delegate, ExecutableTarget>();
        foreach (var target in targets)
            byFactory.TryAdd(target.Factory, target);
        foreach (var target in targets)
            Connect(target, byFactory);
        return targets;
    }

    private static ExecutableTarget Define(NukeBuild build, TargetProperty property, IReadOnlyCollection<Delegate> defaults)
    {
        var factory = property.Read(build);
        var definition = new TargetDefinition(build, property);
        switch (factory)
        {
            case Target target: target(definition); break;
            case Setup setup: setup(definition); break;
            case Cleanup cleanup: cleanup(definition); break;
        }

        return new ExecutableTarget(factory, definition, defaults.Contains(factory));
    }

    private static void Connect(ExecutableTarget target, Dictionary<Delegate, ExecutableTarget> byFactory)
    {
        var definition = target.Definition;
        foreach (var dependency in Find(definition.Dependencies))
            target.ExecutionDependencies.Add(dependency);
        foreach (var dependent in Find(definition.Dependents))
            dependent.ExecutionDependencies.Add(target);
        foreach (var successor in Find(definition.Successors))
            successor.OrderDependencies.Add(target);
        foreach (var predecessor in Find(definition.Predecessors))
            target.OrderDependencies.Add(predecessor);
        foreach (var triggered in Find(definition.Triggered))
            Trigger(target, triggered);
        foreach (var trigger in Find(definition.TriggeredByTargets))
            Trigger(trigger, target);
        foreach (var (setup, cleanup) in definition.Contexts)
        {
            // The cleanup belongs to the setup, so that it is scheduled whenever the setup is.
            var last = Find([cleanup]).Single();
            Trigger(Find([setup]).Single(), last);
            last.OrderDependencies.Add(target);
            last.AssuredAfterFailure = true;
        }

        IEnumerable<ExecutableTarget> Find(IEnumerable<Delegate> factories) => factories.Select(factory =>
        {
            if (!byFactory.TryGetValue(factory, out var found))
                throw new BuildDefinitionException($"Target '{target.Name}' refers to a target that is not a property of the build. A target property must return an equal delegate at each read, so it cannot capture a local or an argument.");
            return found == target
                ? throw new BuildDefinitionException($"Target '{target.Name}' cannot have a dependency on itself")
                : found;
        });
    }

    private static void Trigger(ExecutableTarget trigger, ExecutableTarget triggered)
    {
        trigger.Triggers.Add(triggered);
        triggered.TriggerDependencies.Add(trigger);
    }
}
