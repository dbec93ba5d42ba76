using System.Diagnostics;
using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Hooks;
using TelegramBotStack.Deployment.Hosts;
using TelegramBotStack.Deployment.Releases;
using TelegramBotStack.Deployment.Steps;

namespace TelegramBotStack.Deployment.Operations;

/// <summary>Builds the bot and brings it to the host, beside the old release, without losing an update.</summary>
public static class DeployUp
{
    /// <summary>Deploys. A failure or a cancellation at any point leaves exactly one working bot.</summary>
    /// <param name="settings">What to deploy where.</param>
    /// <param name="request">How.</param>
    /// <param name="log">Told what is done.</param>
    /// <param name="cancellationToken">Stops, and takes back what was begun.</param>
    /// <exception cref="Errors.DeploymentException">It failed; the exit code tells what state that left.</exception>
    public static Task<OperationReport> RunAsync(
        DeploySettings settings, OperationRequest request, IDeploymentLog log, CancellationToken cancellationToken) =>
        Operation.RunAsync("DeployUp", settings, request, log, DeployAsync, cancellationToken);

    /// <summary>Says what <see cref="RunAsync"/> would do. Connects, reads, and changes nothing.</summary>
    public static async Task<DeploymentPlan> PlanAsync(
        DeploySettings settings, OperationRequest request, IDeploymentLog log, CancellationToken cancellationToken)
    {
        await using var session = await DeploymentSession.OpenAsync(settings, request.Prompts, changes: false, cancellationToken);
        var run = new DeploymentRun(session, log);
        run.State = await session.Store.ReadAsync(cancellationToken);
        run.Old = Reconcile.Decide(await session.Runtime.ListAsync(cancellationToken), run.State.Active).Keep;
        IReadOnlyList<string> differences = run.State.ActiveRelease is { } active
            ? ReleaseDifference.Between(active, ReleaseMaker.ContainerOf(settings), request.Commit)
            : [];
        PlannedStep[] steps =
        [
            .. StepLists.Prepare(TimeProvider.System)
                .Concat(StepLists.Deploy(TimeProvider.System))
                .SelectMany(step => (PlannedStep?[])
                [
                    Hook(HookRunner.Before(step)),
                    new PlannedStep(step.Name, step.Plan(run)),
                    Hook(HookRunner.After(step)),
                ])
                .OfType<PlannedStep>(),
        ];
        return new DeploymentPlan(steps, differences);

        PlannedStep? Hook(string name) => settings.Hooks.TryGetValue(name, out var command)
            ? new PlannedStep(name, $"run {string.Join(' ', command)}")
            : null;
    }

    private static async Task<bool> DeployAsync(DeploymentRun run, StepRunner runner, CancellationToken cancellationToken)
    {
        await runner.RunAsync(StepLists.Prepare(TimeProvider.System), cancellationToken);
        var active = run.State.ActiveRelease;
        if (ReleaseMaker.IsSame(run.Release!, active) && run.Old?.Release == active!.Id && run.Old.Answers)
        {
            run.Release = active;
            run.Status = run.Old.Status;
            run.Log.Note($"Nothing has changed; release {active.Id} goes on answering");
            await WatchStep.RunIfDueAsync(run, runner, cancellationToken);
            return false;
        }

        await runner.RunAsync(StepLists.Deploy(TimeProvider.System), cancellationToken);
        return true;
    }
}

/// <summary>What a deployment would do.</summary>
/// <param name="Steps">Its steps, with the user's own commands between them.</param>
/// <param name="Differences">
/// In which settings the new release would differ from the one that answers. Its program and its secrets are not compared:
/// they are neither built nor read.
/// </param>
public sealed record DeploymentPlan(IReadOnlyList<PlannedStep> Steps, IReadOnlyList<string> Differences);

/// <summary>A step that would be run.</summary>
/// <param name="Name">The step.</param>
/// <param name="What">What it would do.</param>
public sealed record PlannedStep(string Name, string What);
