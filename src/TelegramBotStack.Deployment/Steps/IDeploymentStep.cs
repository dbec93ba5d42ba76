namespace TelegramBotStack.Deployment.Steps;

/// <summary>One step of a deployment, and the way back from it.</summary>
internal interface IDeploymentStep
{
    /// <summary>What the step is called on the screen and in the journal.</summary>
    string Name { get; }

    /// <summary>What the step will do, for <c>--dry-run</c>.</summary>
    string Plan(DeploymentRun run);

    /// <returns>What came of it, in a few words.</returns>
    Task<string?> RunAsync(DeploymentRun run, CancellationToken cancellationToken);

    /// <summary>Takes back what the step did, or began. Called when it or a later one failed.</summary>
    Task UndoAsync(DeploymentRun run, CancellationToken cancellationToken) => Task.CompletedTask;
}
