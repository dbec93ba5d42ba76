using Nuke.Common.Reporting;
using Serilog.Events;

namespace Nuke.Common;

/// <summary>What the build runs in: a terminal or a build server.</summary>
public abstract class Host
{
    /// <summary>Name as given to <c>--host</c>.</summary>
    public virtual string Name => GetType().Name;

    /// <inheritdoc/>
    public override string ToString() => Name;

    internal virtual void BeginBlock(string name, ConsoleOutput console)
    {
        console.WriteLine();
        console.WriteLine("╬" + new string('═', name.Length + 5), OutputStyles.Faint);
        console.WriteLine("║ " + name, OutputStyles.Header);
        console.WriteLine("╬" + new string('═', Math.Max(name.Length - 4, 2)), OutputStyles.Faint);
        console.WriteLine();
    }

    internal virtual void EndBlock(string name, ConsoleOutput console)
    {
    }

    internal virtual void ReportProblem(LogEventLevel level, string message, ConsoleOutput console)
    {
    }

    internal virtual void FinishBuild(string summary, SecretMask secrets)
    {
    }
}
