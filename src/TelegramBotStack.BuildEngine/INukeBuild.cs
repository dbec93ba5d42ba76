using System.Linq.Expressions;
using Nuke.Common.Execution;
using Nuke.Common.IO;
using Nuke.Common.Tooling;

namespace Nuke.Common;

/// <summary>What a component can ask of the build it is part of. Only <see cref="NukeBuild"/> implements it.</summary>
public interface INukeBuild
{
    /// <summary>The value of a parameter, or <see langword="null"/>: <c>string Token => TryGetValue(() => Token)</c>.</summary>
    /// <param name="parameterExpression">Names the parameter.</param>
    T? TryGetValue<T>(Expression<Func<T?>> parameterExpression)
        where T : class;

    /// <summary>The value of a parameter that is no class: <c>TryGetValue&lt;int?>(() => Port) ?? 22</c>.</summary>
    /// <param name="parameterExpression">Names the parameter.</param>
    T? TryGetValue<T>(Expression<Func<object?>> parameterExpression);

    /// <summary>Puts values into the summary line of the running target; the last call wins.</summary>
    /// <param name="configurator">Adds the pairs.</param>
    void ReportSummary(Configure<Dictionary<string, string>>? configurator = null);

    /// <summary>Targets in the order in which they run.</summary>
    IReadOnlyCollection<ExecutableTarget> ExecutionPlan { get; }

    /// <summary>Targets named on the command line; empty for a default target.</summary>
    IReadOnlyCollection<ExecutableTarget> InvokedTargets { get; }

    /// <summary>Targets that were skipped.</summary>
    IReadOnlyCollection<ExecutableTarget> SkippedTargets { get; }

    /// <summary>Targets still to run.</summary>
    IReadOnlyCollection<ExecutableTarget> ScheduledTargets { get; }

    /// <summary>The target that runs.</summary>
    IReadOnlyCollection<ExecutableTarget> RunningTargets { get; }

    /// <summary>Targets that a signal interrupted.</summary>
    IReadOnlyCollection<ExecutableTarget> AbortedTargets { get; }

    /// <summary>Targets that threw an exception.</summary>
    IReadOnlyCollection<ExecutableTarget> FailedTargets { get; }

    /// <summary>Targets that ended well.</summary>
    IReadOnlyCollection<ExecutableTarget> SucceededTargets { get; }

    /// <summary>Targets that ended, well or not.</summary>
    IReadOnlyCollection<ExecutableTarget> FinishedTargets { get; }

    /// <summary>Whether the plan is shown and nothing runs.</summary>
    bool Plan { get; }

    /// <summary>Whether help is shown and nothing runs.</summary>
    bool Help { get; }

    /// <summary>Whether the logo is left out.</summary>
    bool NoLogo { get; }

    /// <summary>Whether targets that succeeded in the last attempt are skipped.</summary>
    bool Continue { get; }

    /// <summary>Whether no target has failed so far.</summary>
    bool IsSucceeding { get; }

    /// <summary>Whether a target has failed or was interrupted.</summary>
    bool IsFailing { get; }

    /// <summary>Whether no target is left to run.</summary>
    bool IsFinished { get; }

    /// <summary>Exit code of the process when set; else 0 or, for a failure, -1.</summary>
    int? ExitCode { get; set; }

    /// <summary>Directory that holds <c>.nuke</c>.</summary>
    AbsolutePath RootDirectory { get; }

    /// <summary><c>.nuke/temp</c>, which exists.</summary>
    AbsolutePath TemporaryDirectory { get; }

    /// <summary>The compiled build.</summary>
    AbsolutePath? BuildAssemblyFile { get; }

    /// <summary>Directory of the compiled build.</summary>
    AbsolutePath? BuildAssemblyDirectory { get; }

    /// <summary>Project file of the build, when it is near the assembly.</summary>
    AbsolutePath? BuildProjectFile { get; }

    /// <summary>Directory of the build's project file.</summary>
    AbsolutePath? BuildProjectDirectory { get; }

    /// <summary>How much the console shows.</summary>
    Verbosity Verbosity { get; }

    /// <summary>What the build runs in.</summary>
    Host Host { get; }

    /// <summary>Whether a person runs the build.</summary>
    bool IsLocalBuild { get; }

    /// <summary>Whether a build server runs the build.</summary>
    bool IsServerBuild { get; }
}
