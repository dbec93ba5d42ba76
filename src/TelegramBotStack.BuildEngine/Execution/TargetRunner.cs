using System.Reflection;
using Nuke.Common.Sessions;
using Serilog;

namespace Nuke.Common.Execution;

/// <summary>Runs the targets of the plan in order; after a failure or a signal only the assured ones.</summary>
internal sealed class TargetRunner(NukeBuild build, SkipRules skips, BuildAttempt attempt)
{
    private BuildSession Session => build.Session;

    /// <summary>Runs all targets.</summary>
    /// <exception cref="ConditionException">A condition threw; assured targets have run.</exception>
    public void Run()
    {
        try
        {
            foreach (var target in build.ExecutionPlan)
            {
                if (Session.Interruption.IsRequested || (!Run(target) && !target.Definition.Proceeds))
                    break;
            }
        }
        finally
        {
            if (build.HasFailed || Session.Interruption.IsRequested || build.ScheduledTargets.Count > 0)
                RunAssured();
        }
    }

    private void RunAssured()
    {
        build.HasFailed = true;
        foreach (var target in build.ExecutionPlan.Where(target => target.AssuredAfterFailure && target.Status == ExecutionStatus.Scheduled))
            Run(target);
    }

    // Whether the build can go on.
    private bool Run(ExecutableTarget target)
    {
        if (target.Status == ExecutionStatus.Skipped || attempt.SucceededBefore.Contains(target.Name) || skips.ByCondition(target, target.Definition.DynamicConditions))
        {
            target.Status = ExecutionStatus.Skipped;
            build.OnTargetSkipped(target.Name);
            return true;
        }

        if (target.Definition.Actions.Count == 0)
        {
            target.Status = ExecutionStatus.Collective;
            return true;
        }

        Session.Log.Target = target.Name;
        Session.Host.BeginBlock(target.Name, Session.Console);
        try
        {
            return Execute(target);
        }
        finally
        {
            Session.Host.EndBlock(target.Name, Session.Console);
            Session.Log.Target = null;
        }
    }

    private bool Execute(ExecutableTarget target)
    {
        var interruptedBefore = Session.Interruption.IsRequested;
        var started = Session.Clock.GetTimestamp();
        target.Status = ExecutionStatus.Running;
        try
        {
            build.OnTargetRunning(target.Name);
            foreach (var action in target.Definition.Actions)
                action();
            target.Duration = Session.Clock.GetElapsedTime(started);
            target.Status = ExecutionStatus.Succeeded;
            attempt.Succeeded(target);
            build.OnTargetSucceeded(target.Name);
            return true;
        }
        // A target is code of the build: whatever it throws is its failure, and is reported.
        catch (Exception exception)
        {
            target.Duration = Session.Clock.GetElapsedTime(started);
            var cause = exception is TargetInvocationException { InnerException: { } inner } ? inner : exception;
            Fail(target, cause, !interruptedBefore && (Session.Interruption.IsRequested || (cause is OperationCanceledException && Session.Interruption.IsRequestedOrComing())));
            return false;
        }
    }

    private void Fail(ExecutableTarget target, Exception exception, bool interrupted)
    {
        build.HasFailed = true;
        target.Status = interrupted ? ExecutionStatus.Aborted : ExecutionStatus.Failed;
        if (interrupted && exception is OperationCanceledException)
        {
            Log.Warning("Target {Target} was interrupted", target.Name);
        }
        else
        {
            Log.Error(exception, "Target {Target} has thrown an exception", target.Name);
            if (target.Summary.Count == 0)
                target.Summary = new Dictionary<string, string> { [exception.GetType().Name] = exception.Message.Split('\n', '\r')[0] };
        }

        build.OnTargetFailed(target.Name);
    }
}
