using System.Linq.Expressions;
using System.Reflection;
using Nuke.Common.Reporting;
using Nuke.Common.Targets;
using Nuke.Common.ValueInjection;

namespace Nuke.Common.Parameters;

/// <summary>The parameters of one build with their values: command line before environment before profiles before parameters.json.</summary>
internal sealed class BuildParameters
{
    private readonly Dictionary<MemberInfo, object?> _values = [];
    private readonly NukeBuild _build;
    private readonly Func<ParameterSources> _sources;
    private readonly Lazy<IReadOnlyList<ParameterMember>> _all;
    private readonly SecretMask _secrets;
    private readonly Action<string> _warn;

    public BuildParameters(NukeBuild build, Func<ParameterSources> sources, SecretMask secrets, Action<string> warn)
    {
        _build = build;
        _sources = sources;
        _secrets = secrets;
        _warn = warn;
        _all = new(() => ParameterMember.Of(build.GetType()));
    }

    public IReadOnlyList<ParameterMember> All => _all.Value;

    public void RejectUnknown() => UnknownParameters.Reject(_sources().CommandLine, _sources().Files, All);

    /// <summary>Reads every parameter, so that a wrong value is found before the first target, and fills the members of build classes.</summary>
    /// <exception cref="UsageException">A value does not fit its parameter.</exception>
    public void Inject()
    {
        foreach (var parameter in All)
        {
            var value = Value(parameter);
            if (parameter.IsOfComponent)
                continue;
            if (value is not null)
                MemberValue.Set(parameter.Member, _build, value);
            else if (parameter.IsSecret)
                _secrets.Add(MemberValue.Get(parameter.Member, _build) as string);
        }

        foreach (var member in BuildMembers.Of(_build.GetType(), IsOtherInjection).All.Where(member => !member.DeclaringType!.IsInterface))
        {
            if (OtherValue(member) is { } value)
                MemberValue.Set(member, _build, value);
        }
    }

    /// <summary>The value a component asks for, or <see langword="null"/>.</summary>
    public object? Value(LambdaExpression expression) => Value(MemberOf(expression));

    public object? Value(MemberInfo member)
    {
        if (ParameterMember.From(member) is { } parameter)
            return Value(parameter);
        if (member.GetCustomAttribute<ValueInjectionAttributeBase>() is not null)
            return OtherValue(member);
        throw new BuildDefinitionException($"Member '{member.DeclaringType?.Name}.{member.Name}' is read as a parameter but not marked with an injection attribute.");
    }

    public static MemberInfo MemberOf(LambdaExpression expression)
    {
        var body = expression.Body;
        while (body is UnaryExpression { NodeType: ExpressionType.Convert } conversion)
            body = conversion.Operand;
        return body is MemberExpression { Member: PropertyInfo or FieldInfo } member
            ? member.Member
            : throw new BuildDefinitionException($"'{expression}' must name a property or field.");
    }

    private object? Value(ParameterMember parameter)
    {
        if (_values.TryGetValue(parameter.Member, out var known))
            return known;

        var value = parameter.Attribute.GetType() == typeof(ParameterAttribute)
            ? _sources().Find(parameter, _warn)
            : OtherValue(parameter.Member) ?? _sources().Find(parameter, _warn);
        if (parameter.IsSecret)
            _secrets.Add(value);
        _values[parameter.Member] = value;
        return value;
    }

    private object? OtherValue(MemberInfo member)
    {
        var attribute = member.GetCustomAttribute<ValueInjectionAttributeBase>()!;
        attribute.Build = _build;
        return attribute.TryGetValue(member, _build);
    }

    private static bool IsOtherInjection(MemberInfo member) =>
        member.GetCustomAttribute<ValueInjectionAttributeBase>() is { } attribute and not ParameterAttribute && !member.IsDefined(typeof(OnDemandAttribute)) && attribute is not null;
}
