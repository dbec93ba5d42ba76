using System.Linq.Expressions;
using System.Reflection;
using Nuke.Common.Execution;
using Nuke.Common.Parameters;
using Nuke.Common.Targets;
using Nuke.Common.ValueInjection;

namespace Nuke.Common.Requirements;

/// <summary>Checks what targets require before the first of them runs.</summary>
internal static class RequirementCheck
{
    /// <exception cref="RequirementException">A requirement is not met.</exception>
    /// <exception cref="BuildDefinitionException">A required member is no parameter.</exception>
    public static void Run(NukeBuild build, IEnumerable<ExecutableTarget> targets)
    {
        foreach (var parameter in build.Parameters.All.Where(parameter => parameter.IsRequired))
        {
            if (IsMissing(MemberValue.Get(parameter.Member, build)))
                throw new RequirementException($"Member '{parameter.Name}' is required to be not null or empty{HowToGive(parameter)}");
        }

        foreach (var target in targets)
        {
            foreach (var requirement in target.Requirements)
                Check(build, target, requirement);
        }
    }

    private static void Check(NukeBuild build, ExecutableTarget target, LambdaExpression requirement)
    {
        if (requirement is Expression<Func<bool>> condition)
        {
            // Interpreting a handful of conditions takes less time than compiling one.
            if (!condition.Compile(preferInterpretation: true)())
                throw new RequirementException($"Target '{target.Name}' requires '{requirement.Body}'");
            return;
        }

        var member = BuildParameters.MemberOf(requirement);
        if (member.GetCustomAttribute<ValueInjectionAttributeBase>() is null)
            throw new BuildDefinitionException($"Member '{member.Name}' is required from target '{target.Name}' but not marked with an injection attribute.");
        if (!IsMissing(MemberValue.Get(member, build)))
            return;

        var parameter = ParameterMember.From(member);
        throw new RequirementException($"Target '{target.Name}' requires member '{parameter?.Name ?? member.Name}' to be not null or empty{HowToGive(parameter)}");
    }

    private static bool IsMissing(object? value) => value is null || (value is string text && string.IsNullOrWhiteSpace(text));

    private static string HowToGive(ParameterMember? parameter)
    {
        if (parameter is null)
            return "";
        var variable = ParameterName.ToKebabCase(parameter.Name).Replace('-', '_').ToUpperInvariant();
        return parameter.IsSecret
            ? $"\nSet the environment variable {variable}."
            : $"\nGive {parameter.Option} or set the environment variable {variable}.";
    }
}

/// <summary>A target cannot run with what was given.</summary>
internal sealed class RequirementException(string message) : Exception(message);
