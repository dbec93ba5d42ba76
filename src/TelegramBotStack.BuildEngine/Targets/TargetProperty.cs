using System.Reflection;

namespace Nuke.Common.Targets;

/// <summary>The property by which a build or a component declares a target.</summary>
internal sealed class TargetProperty(PropertyInfo property)
{
    public string Name => property.Name;

    public Delegate Read(NukeBuild build) => (Delegate)property.GetValue(build)!;

    public static bool IsTarget(MemberInfo member) =>
        member is PropertyInfo { GetMethod: not null } property &&
        (property.PropertyType == typeof(Target) || property.PropertyType == typeof(Setup) || property.PropertyType == typeof(Cleanup));

    /// <summary>The definition <paramref name="level"/> classes below the one that overrides it.</summary>
    public Target BaseDefinition(NukeBuild build, int level)
    {
        var declaring = property.DeclaringType!;
        for (var type = declaring.BaseType; type is not null && type != typeof(object); type = type.BaseType)
        {
            var candidate = type.GetProperty(Name, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly);
            if (candidate?.PropertyType == typeof(Target) && --level == 0)
                return NonVirtual.Read<Target>(candidate, type, build);
        }

        throw new BuildDefinitionException($"Target '{build.GetType().Name}.{Name}' calls Base() but overrides nothing.");
    }
}
