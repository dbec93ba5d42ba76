using System.Reflection;

namespace Nuke.Common.ValueInjection;

/// <summary>An attribute that gives a member of the build its value before the first target runs.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public abstract class ValueInjectionAttributeBase : Attribute
{
    /// <summary>The build whose member is injected.</summary>
    public INukeBuild Build { get; internal set; } = null!;

    /// <summary>Order of injection, highest first.</summary>
    public virtual int Priority => 0;

    /// <summary>Whether a failure leaves the member alone without a warning.</summary>
    public virtual bool SuppressWarnings => false;

    /// <summary>The value, or <see langword="null"/> to leave the member as it is.</summary>
    /// <param name="member">The member to inject.</param>
    /// <param name="instance">The build.</param>
    public abstract object? GetValue(MemberInfo member, object instance);

    /// <summary>The value, or <see langword="null"/> when it could not be found.</summary>
    /// <param name="member">The member to inject.</param>
    /// <param name="instance">The build.</param>
    public object? TryGetValue(MemberInfo member, object instance) => GetValue(member, instance);
}
