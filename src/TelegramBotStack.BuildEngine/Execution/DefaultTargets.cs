using System.Linq.Expressions;

namespace Nuke.Common.Execution;

/// <summary>Reads the targets that <c>Execute&lt;Build>(x => x.Compile)</c> names.</summary>
internal static class DefaultTargets
{
    // Interpreted: compiling the expression would take longer than the rest of a --help.
    public static IReadOnlyList<Delegate> Of<T>(T build, Expression<Func<T, Target>>[] expressions)
        where T : NukeBuild =>
        expressions.Select(expression => (Delegate)expression.Compile(preferInterpretation: true)(build)).ToList();
}
