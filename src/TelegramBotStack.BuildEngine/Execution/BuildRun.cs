using System.Linq.Expressions;
using Nuke.Common.Help;
using Nuke.Common.Parameters;
using Nuke.Common.Planning;
using Nuke.Common.Reporting;
using Nuke.Common.Requirements;
using Nuke.Common.Schema;
using Nuke.Common.Sessions;
using Nuke.Common.Targets;
using Nuke.Common.Workflows;
using Serilog;

namespace Nuke.Common.Execution;

/// <summary>One run of a build from its command line to its exit code.</summary>
internal static class BuildRun
{
    /// <summary>A target or the build failed; a shell sees 255, as with NUKE.</summary>
    public const int Failed = -1;

    /// <summary>Wrong usage: nothing has run.</summary>
    public const int WrongUsage = 2;

    /// <summary>Ended by a signal, after assured targets.</summary>
    public const int Interrupted = 130;

    public static int Execute<T>(BuildSession session, Expression<Func<T, Target>>[] defaults)
        where T : NukeBuild, new()
    {
        using var scope = session.Enter();
        AmbientLogger.Install();
        try
        {
            session.Verbosity = EngineValues.Verbosity(session.Sources);
            var build = new T();
            return Execute(build, TargetCatalog.Create(build, DefaultTargets.Of(build, defaults)));
        }
        catch (Exception exception) when (exception is UsageException or BuildDefinitionException or RequirementException)
        {
            session.Console.WriteLine(exception.Message, OutputStyles.Error);
            return exception is BuildDefinitionException ? Failed : WrongUsage;
        }
        // Hooks and constructors are code of the build. The runtime would print what they throw with secrets in it.
        catch (Exception exception)
        {
            session.Console.WriteLine(exception.ToString(), OutputStyles.Error);
            return Failed;
        }
        finally
        {
            session.Console.Flush();
        }
    }

    private static int Execute(NukeBuild build, IReadOnlyList<ExecutableTarget> targets)
    {
        var session = build.Session;
        var requested = RequestedTargets.Find(session.Sources, targets);
        if (build.Help)
            return ShowHelp(build, targets);

        build.Parameters.RejectUnknown();
        BuildSchema.Update(build, targets);
        if (session.Sources.Flag("ShellCompletion"))
            return 0;

        build.ExecutionPlan = ExecutionPlanner.Plan(targets, requested.Targets);
        if (build.Plan)
        {
            PlanText.Write(session.Console, build.ExecutionPlan);
            return 0;
        }

        if (WorkflowFiles.Update(build))
            return 0;
        build.Parameters.Inject();
        return requested.Targets.Count == 0 ? ShowHelp(build, targets) : Run(build, requested);
    }

    private static int ShowHelp(NukeBuild build, IReadOnlyList<ExecutableTarget> targets)
    {
        HelpText.Write(build.Session.Console, targets, build.Parameters.All);
        return 0;
    }

    private static int Run(NukeBuild build, RequestedTargets requested)
    {
        var session = build.Session;
        using var files = LogFiles.Open(session.TemporaryDirectory.ToString(), session);
        session.Log.Files = files;
        session.Interruption.Watch();
        using var interruption = session.Interruption;
        foreach (var target in build.ExecutionPlan)
            target.Status = ExecutionStatus.Scheduled;

        if (!build.NoLogo)
            Logo.Write(session.Console);
        build.OnBuildCreated();
        build.OnBuildInitialized();
        var exitCode = RunTargets(build, requested);
        Finish(build);
        session.Log.Files = null;
        return build.ExitCode ?? exitCode;
    }

    private static int RunTargets(NukeBuild build, RequestedTargets requested)
    {
        var session = build.Session;
        var skips = new SkipRules(build.ExecutionPlan);
        try
        {
            skips.ByParameter(requested.Skipped);
            foreach (var target in build.ExecutionPlan)
                skips.ByCondition(target, target.Definition.StaticConditions);
            RequirementCheck.Run(build, build.ScheduledTargets);
            new TargetRunner(build, skips, BuildAttempt.Start(build)).Run();
        }
        catch (ConditionException exception)
        {
            build.HasFailed = true;
            Log.Error(exception.InnerException, "Invocation of condition for {Target} has thrown an exception", exception.Target.Name);
            return Failed;
        }
        catch (Exception exception) when (exception is UsageException or RequirementException or BuildDefinitionException)
        {
            build.HasFailed = true;
            session.Console.WriteLine(exception.Message, OutputStyles.Error);
            return exception is BuildDefinitionException ? Failed : WrongUsage;
        }
        finally
        {
            foreach (var target in build.ScheduledTargets)
                target.Status = ExecutionStatus.NotRun;
        }

        if (session.Interruption.IsRequested)
            return Interrupted;
        return build.IsFailing ? Failed : 0;
    }

    private static void Finish(NukeBuild build)
    {
        BuildReport.Write(build);
        build.Session.IsFinishing = true;
        build.OnBuildFinished();
    }
}
