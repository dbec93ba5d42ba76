using System.Reflection;

namespace Nuke.Common.Targets;

/// <summary>
/// The properties and fields a build consists of: those of its classes, then those of its components that no class member
/// replaces, each under the simple name a person uses.
/// </summary>
internal sealed class BuildMembers
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private BuildMembers(Type buildType, IReadOnlyList<MemberInfo> all)
    {
        BuildType = buildType;
        All = all;
    }

    public Type BuildType { get; }

    /// <summary>In the order of help: class members as declared, then components.</summary>
    public IReadOnlyList<MemberInfo> All { get; }

    /// <exception cref="BuildDefinitionException">Two components or a private class member compete for a name.</exception>
    public static BuildMembers Of(Type buildType, Func<MemberInfo, bool> relevant, Func<MemberInfo, string>? nameOf = null)
    {
        nameOf ??= member => member.Name;
        var members = new List<MemberInfo>();
        var byName = new Dictionary<string, MemberInfo>(StringComparer.Ordinal);
        for (var type = buildType; type != typeof(NukeBuild) && type != typeof(object) && type is not null; type = type.BaseType)
        {
            foreach (var member in ClassMembers(type).Where(relevant))
            {
                if (byName.TryAdd(nameOf(member), member))
                    members.Add(member);
            }
        }

        foreach (var component in buildType.GetInterfaces().Where(component => component != typeof(INukeBuild) && typeof(INukeBuild).IsAssignableFrom(component)))
        {
            foreach (var property in component.GetProperties(Declared).Where(property => !property.Name.Contains('.') && relevant(property)))
                AddComponentMember(buildType, property, nameOf(property), members, byName);
        }

        return new BuildMembers(buildType, members);
    }

    /// <summary>The member that really implements a component's property: its own default, or the one that overrides it.</summary>
    public static MemberInfo ImplementationOf(Type buildType, MemberInfo member)
    {
        if (member is not PropertyInfo { DeclaringType: { IsInterface: true } component, GetMethod: { } getter })
            return member;

        var map = buildType.GetInterfaceMap(component);
        var implementation = map.TargetMethods[Array.IndexOf(map.InterfaceMethods, getter)];
        if (implementation is null || implementation == getter)
            return member;
        return implementation.DeclaringType!.GetProperties(Declared).FirstOrDefault(candidate => candidate.GetMethod == implementation) ?? member;
    }

    private static IEnumerable<MemberInfo> ClassMembers(Type type) => type
        .GetMembers(Declared)
        .Where(member => member is PropertyInfo { GetMethod: not null } or FieldInfo && !member.Name.Contains('.') && !member.Name.Contains('<'))
        .OrderBy(member => member.MetadataToken & 0xFFFFFF);

    private static void AddComponentMember(Type buildType, PropertyInfo property, string name, List<MemberInfo> members, Dictionary<string, MemberInfo> byName)
    {
        if (!byName.TryGetValue(name, out var present))
        {
            byName.Add(name, property);
            members.Add(property);
            return;
        }

        var implementation = ImplementationOf(buildType, property);
        if (implementation == present || (present.DeclaringType!.IsInterface && !implementation.DeclaringType!.IsInterface))
            return;
        if (!present.DeclaringType!.IsInterface)
            throw new BuildDefinitionException($"Member '{present.DeclaringType.Name}.{present.Name}' must be marked public to override '{property.DeclaringType!.Name}.{property.Name}'.");

        throw new BuildDefinitionException(
            $"Property '{property.Name}' must be implemented explicitly because it is inherited from multiple interfaces:\n - {present.DeclaringType.Name}\n - {property.DeclaringType!.Name}");
    }
}
