using System.Linq.Expressions;
using System.Reflection;

namespace Nuke.Common.Execution;

/// <summary>Reads the targets that <c>Execute&lt;Build>(x => x.Compile)</c> names.</summary>
internal static class DefaultTargets
{
    public static IReadOnlyList<Delegate> Of<T>(T build, Expression<Func<T, Target>>[] expressions)
        where T : NukeBuild => expressions.Select(expression => Read(build, expression)).ToList();

    // A plain member is read directly: to compile or interpret it takes a good part of the time of a --help.
    private static Delegate Read<T>(T build, Expression<Func<T, Target>> expression) => expression.Body switch
    {
        MemberExpression { Member: PropertyInfo property, Expression: ParameterExpression or UnaryExpression { NodeType: ExpressionType.Convert, Operand: ParameterExpression } } =>
            (Delegate)property.GetValue(build)!,
        _ => expression.Compile(preferInterpretation: true)(build),
    };
}
