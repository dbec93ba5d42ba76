using System.Reflection;
using Nuke.Common.Targets;

namespace Nuke.Common.Parameters;

/// <summary>A parameter as its declaration describes it.</summary>
internal sealed class ParameterMember
{
    private ParameterMember(MemberInfo member, ParameterAttribute attribute)
    {
        Member = member;
        Attribute = attribute;
        Name = FullName(member, attribute);
        Type = TypeOf(member);
    }

    public MemberInfo Member { get; }
    public ParameterAttribute Attribute { get; }

    /// <summary>Name with the component's prefix, in Pascal case.</summary>
    public string Name { get; }

    public Type Type { get; }

    /// <summary>The type of one value: <c>int</c> for <c>int?</c>.</summary>
    public Type ValueType => Nullable.GetUnderlyingType(Type) ?? Type;

    public string Option => "--" + ParameterName.ToKebabCase(Name);
    public string? Description => Attribute.Description;
    public bool Listed => Attribute.List;
    public bool IsSecret => Member.IsDefined(typeof(SecretAttribute));
    public bool IsRequired => Member.IsDefined(typeof(RequiredAttribute));
    public bool IsOfComponent => Member.DeclaringType!.IsInterface;
    public bool IsFlag => ValueType == typeof(bool);

    /// <summary>The parameters of a build, by name.</summary>
    public static IReadOnlyList<ParameterMember> Of(Type buildType) => BuildMembers
        .Of(buildType, IsParameter, member => FullName(member, member.GetCustomAttribute<ParameterAttribute>()!))
        .All
        .Select(member => (Member: member, Attribute: BuildMembers.ImplementationOf(buildType, member).GetCustomAttribute<ParameterAttribute>()))
        .Where(candidate => candidate.Attribute is not null)
        .Select(candidate => new ParameterMember(candidate.Member, candidate.Attribute!))
        .OrderBy(parameter => parameter.Name, StringComparer.Ordinal)
        .ToList();

    /// <summary>The parameter that a member declares, or <see langword="null"/>.</summary>
    public static ParameterMember? From(MemberInfo member) =>
        member.GetCustomAttribute<ParameterAttribute>() is { } attribute ? new ParameterMember(member, attribute) : null;

    public static Type TypeOf(MemberInfo member) => member is PropertyInfo property ? property.PropertyType : ((FieldInfo)member).FieldType;

    private static bool IsParameter(MemberInfo member) => member.IsDefined(typeof(ParameterAttribute));

    private static string FullName(MemberInfo member, ParameterAttribute attribute) =>
        member.DeclaringType?.GetCustomAttribute<ParameterPrefixAttribute>()?.Prefix + (attribute.Name ?? member.Name);
}
