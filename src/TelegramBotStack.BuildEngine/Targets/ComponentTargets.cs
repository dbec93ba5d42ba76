using System.Reflection;

namespace Nuke.Common.Targets;

/// <summary>The shorthand by which a component stands for the only target it declares.</summary>
internal static class ComponentTargets
{
    public static PropertyInfo Only<TDelegate>(Type component, string owner)
    {
        var own = component.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            .Where(property => property.PropertyType == typeof(TDelegate) && !property.Name.Contains('.'))
            .ToList();
        if (own.Count == 1)
            return own[0];

        var reason = own.Count == 0
            ? "It has no relevant target."
            : "Too many relevant targets:\n" + string.Join('\n', own.Select(property => $"  - {property.Name}"));
        throw new BuildDefinitionException($"Target '{owner}' cannot have shorthand dependency on component '{component.Name}'.\n{reason}");
    }

    public static Delegate ReadOnly<TDelegate>(NukeBuild build, Type component, string owner) =>
        (Delegate)Only<TDelegate>(component, owner).GetValue(build)!;
}
