namespace Nuke.Common;

/// <summary>Marks a parameter whose value never appears in any output.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class SecretAttribute : Attribute;

/// <summary>Requires the parameter whatever target is invoked.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class RequiredAttribute : Attribute;

/// <summary>Marks a parameter as optional; documentation only.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class OptionalAttribute : Attribute;

/// <summary>Injects the value when it is first read. Parameters of components always are.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class OnDemandAttribute : Attribute;

/// <summary>Puts a prefix before the names of all parameters of a component: <c>Bot</c> and <c>Token</c> give <c>--bot-token</c>.</summary>
/// <param name="prefix">The prefix in Pascal case.</param>
[AttributeUsage(AttributeTargets.Interface)]
public sealed class ParameterPrefixAttribute(string prefix) : Attribute
{
    /// <summary>The prefix in Pascal case.</summary>
    public string Prefix { get; } = prefix;
}
