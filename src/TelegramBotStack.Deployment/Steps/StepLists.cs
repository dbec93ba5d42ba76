namespace TelegramBotStack.Deployment.Steps;

/// <summary>What a deployment and a rollback consist of.</summary>
internal static class StepLists
{
    /// <summary>Before it is known whether anything has changed.</summary>
    public static IReadOnlyList<IDeploymentStep> Prepare(TimeProvider time) => [new PreflightStep(readsSecrets: true, needsRoom: true), new PublishStep(time)];

    /// <summary>From a published bot to a running release.</summary>
    public static IReadOnlyList<IDeploymentStep> Deploy(TimeProvider time) => [new UploadStep(), .. TakeOver(time)];

    /// <summary>From a release whose image is on the host to a running one.</summary>
    public static IReadOnlyList<IDeploymentStep> TakeOver(TimeProvider time) =>
    [
        new StartCandidateStep(),
        new WaitUntilReadyStep(),
        new HandOverStep(),
        new VerifyStep(time),
        new KeepStep(time),
        new WatchStep(),
        new PruneStep(),
    ];
}
