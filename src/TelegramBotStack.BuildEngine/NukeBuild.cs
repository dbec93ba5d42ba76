using System.Linq.Expressions;
using Nuke.Common.CI;
using Nuke.Common.Execution;
using Nuke.Common.IO;
using Nuke.Common.Parameters;
using Nuke.Common.Sessions;
using Nuke.Common.Tooling;
using TelegramBotStack.BuildEngine;

namespace Nuke.Common;

/// <summary>
/// Base of a build: <c>class Build : NukeBuild { public static int Main() => Execute&lt;Build>(x => x.Compile); }</c>.
/// </summary>
public abstract class NukeBuild : INukeBuild
{
    /// <summary>Makes a build in the session of the current flow.</summary>
    protected NukeBuild()
    {
        Session = BuildSession.Current;
        Parameters = new BuildParameters(this, () => Session.Sources, Session.Secrets, warning => Session.Log.Warn(warning));
    }

    /// <summary>Directory that holds <c>.nuke</c>.</summary>
    public static AbsolutePath RootDirectory => BuildSession.Current.RootDirectory;

    /// <summary><c>.nuke/temp</c>, which exists.</summary>
    public static AbsolutePath TemporaryDirectory => BuildSession.Current.TemporaryDirectory;

    /// <summary>The compiled build.</summary>
    public static AbsolutePath? BuildAssemblyFile => BuildSession.Current.BuildAssemblyFile;

    /// <summary>Directory of the compiled build.</summary>
    public static AbsolutePath? BuildAssemblyDirectory => BuildAssemblyFile?.Parent;

    /// <summary>Project file of the build, when it is near the assembly.</summary>
    public static AbsolutePath? BuildProjectFile => BuildProject.Find(BuildAssemblyFile);

    /// <summary>Directory of the build's project file.</summary>
    public static AbsolutePath? BuildProjectDirectory => BuildProjectFile?.Parent;

    /// <summary>How much the console shows.</summary>
    public static Verbosity Verbosity
    {
        get => BuildSession.Current.Verbosity;
        set => BuildSession.Current.Verbosity = value;
    }

    /// <summary>What the build runs in.</summary>
    public static Host Host
    {
        get => BuildSession.Current.Host;
        set => BuildSession.Current.Host = value;
    }

    /// <summary>Profiles given with <c>--profile</c>.</summary>
    public static IReadOnlyList<string> LoadedLocalProfiles => BuildSession.Current.Profiles;

    /// <summary>Whether a person runs the build.</summary>
    public static bool IsLocalBuild => !IsServerBuild;

    /// <summary>Whether a build server runs the build.</summary>
    public static bool IsServerBuild => Host is IBuildServer;

    /// <inheritdoc/>
    public IReadOnlyCollection<ExecutableTarget> ExecutionPlan { get; internal set; } = [];

    /// <inheritdoc/>
    public IReadOnlyCollection<ExecutableTarget> InvokedTargets => [.. ExecutionPlan.Where(target => target.Invoked)];

    /// <inheritdoc/>
    public IReadOnlyCollection<ExecutableTarget> SkippedTargets => With(ExecutionStatus.Skipped);

    /// <inheritdoc/>
    public IReadOnlyCollection<ExecutableTarget> ScheduledTargets => With(ExecutionStatus.Scheduled);

    /// <inheritdoc/>
    public IReadOnlyCollection<ExecutableTarget> RunningTargets => With(ExecutionStatus.Running);

    /// <inheritdoc/>
    public IReadOnlyCollection<ExecutableTarget> AbortedTargets => With(ExecutionStatus.Aborted);

    /// <inheritdoc/>
    public IReadOnlyCollection<ExecutableTarget> FailedTargets => With(ExecutionStatus.Failed);

    /// <inheritdoc/>
    public IReadOnlyCollection<ExecutableTarget> SucceededTargets => With(ExecutionStatus.Succeeded);

    /// <inheritdoc/>
    public IReadOnlyCollection<ExecutableTarget> FinishedTargets => [.. FailedTargets, .. AbortedTargets, .. SucceededTargets];

    /// <inheritdoc/>
    public bool Plan => Session.Sources.Flag(nameof(Plan));

    /// <inheritdoc/>
    public bool Help => Session.Sources.Flag(nameof(Help));

    /// <inheritdoc/>
    public bool NoLogo => Session.Sources.Flag(nameof(NoLogo));

    /// <inheritdoc/>
    public bool Continue => Session.Sources.Flag(nameof(Continue));

    /// <inheritdoc/>
    public bool IsSucceeding => !IsFailing;

    /// <inheritdoc/>
    public bool IsFailing => HasFailed || ExecutionPlan.Any(target => target.Status is ExecutionStatus.Failed or ExecutionStatus.Aborted or ExecutionStatus.NotRun);

    /// <inheritdoc/>
    public bool IsFinished => !ExecutionPlan.Any(target => target.Status is ExecutionStatus.Scheduled or ExecutionStatus.Running);

    /// <inheritdoc/>
    public int? ExitCode { get; set; }

    internal BuildSession Session { get; }

    internal BuildParameters Parameters { get; }

    internal bool HasFailed { get; set; }

    /// <inheritdoc/>
    public void ReportSummary(Configure<Dictionary<string, string>>? configurator = null)
    {
        var target = RunningTargets.SingleOrDefault() ?? throw new InvalidOperationException("ReportSummary needs a running target.");
        target.Summary = configurator.InvokeSafe([]);
    }

    AbsolutePath INukeBuild.RootDirectory => Session.RootDirectory;
    AbsolutePath INukeBuild.TemporaryDirectory => Session.TemporaryDirectory;
    AbsolutePath? INukeBuild.BuildAssemblyFile => Session.BuildAssemblyFile;
    AbsolutePath? INukeBuild.BuildAssemblyDirectory => Session.BuildAssemblyFile?.Parent;
    AbsolutePath? INukeBuild.BuildProjectFile => BuildProject.Find(Session.BuildAssemblyFile);
    AbsolutePath? INukeBuild.BuildProjectDirectory => BuildProject.Find(Session.BuildAssemblyFile)?.Parent;
    Verbosity INukeBuild.Verbosity => Session.Verbosity;
    Host INukeBuild.Host => Session.Host;
    bool INukeBuild.IsLocalBuild => Session.Host is not IBuildServer;
    bool INukeBuild.IsServerBuild => Session.Host is IBuildServer;

    T? INukeBuild.TryGetValue<T>(Expression<Func<T?>> parameterExpression)
        where T : class => (T?)Parameters.Value(parameterExpression);

    T? INukeBuild.TryGetValue<T>(Expression<Func<object?>> parameterExpression)
        where T : default => (T?)Parameters.Value(parameterExpression);

    /// <summary>Runs a build with the command line of the process.</summary>
    /// <param name="defaults">Targets that run when none is named; without any, help is shown.</param>
    /// <typeparam name="T">The build class.</typeparam>
    /// <returns>The exit code: 0, what <see cref="ExitCode"/> was set to, -1 for a failure, 2 for wrong usage, 130 when interrupted.</returns>
    protected static int Execute<T>(params Expression<Func<T, Target>>[] defaults)
        where T : NukeBuild, new() => BuildInvocation.OfThisProcess().Run(defaults);

    /// <summary>Called when the targets are known.</summary>
    protected internal virtual void OnBuildCreated()
    {
    }

    /// <summary>Called when the plan is known, before requirements are checked.</summary>
    protected internal virtual void OnBuildInitialized()
    {
    }

    /// <summary>Called after the summary.</summary>
    protected internal virtual void OnBuildFinished()
    {
    }

    /// <summary>Called before a target runs.</summary>
    /// <param name="target">Name of the target.</param>
    protected internal virtual void OnTargetRunning(string target)
    {
    }

    /// <summary>Called for a skipped target when its turn comes.</summary>
    /// <param name="target">Name of the target.</param>
    protected internal virtual void OnTargetSkipped(string target)
    {
    }

    /// <summary>Called after a target that ended well.</summary>
    /// <param name="target">Name of the target.</param>
    protected internal virtual void OnTargetSucceeded(string target)
    {
    }

    /// <summary>Called after a target that threw an exception.</summary>
    /// <param name="target">Name of the target.</param>
    protected internal virtual void OnTargetFailed(string target)
    {
    }

    private IReadOnlyCollection<ExecutableTarget> With(ExecutionStatus status) => [.. ExecutionPlan.Where(target => target.Status == status)];
}
