using System.Reflection;
using Nuke.Common.ValueInjection;

namespace Nuke.Common;

/// <summary>Makes a member a parameter: command line before environment before profiles before <c>.nuke/parameters.json</c>.</summary>
/// <param name="description">Text for <c>--help</c>.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public class ParameterAttribute(string? description = null) : ValueInjectionAttributeBase
{
    /// <summary>Text for <c>--help</c>.</summary>
    public string? Description { get; } = description;

    /// <summary>Name on the command line, when it is not the member's.</summary>
    public string? Name { get; set; }

    /// <summary>Character between the elements of an array given as one word.</summary>
    public string? Separator { get; set; }

    /// <summary>Whether <c>--help</c> shows the parameter. Default <see langword="true"/>.</summary>
    public bool List { get; set; } = true;

    /// <summary>Type that declares <see cref="ValueProviderMember"/>; by default the declaring type.</summary>
    public Type? ValueProviderType { get; set; }

    /// <summary>Member that lists values for completion.</summary>
    public string? ValueProviderMember { get; set; }

    /// <inheritdoc/>
    public override object? GetValue(MemberInfo member, object instance) => null;
}
