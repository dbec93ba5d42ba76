using TelegramBotStack.Deployment.Backups;

namespace TelegramBotStack.Deployment.Steps;

/// <summary>What a deployment and a rollback consist of.</summary>
internal static class StepLists
{
    /// <summary>Before it is known whether anything has changed.</summary>
    public static IReadOnlyList<IDeploymentStep> Prepare(TimeProvider time) => [new PreflightStep(readsSecrets: true, needsRoom: true), new PublishStep(time)];

    /// <summary>From a published bot to a running release.</summary>
    public static IReadOnlyList<IDeploymentStep> Deploy(TimeProvider time) => [new UploadStep(), new BackupStep(BackupKind.Deploy), .. TakeOver(time)];

    /// <summary>From new secrets to a running release: the program and what it does to the data stay as they are.</summary>
    public static IReadOnlyList<IDeploymentStep> PushSecrets(TimeProvider time) => [new UploadStep(), .. TakeOver(time)];

    /// <summary>From a backup here to a running release on its data, or to the data of a bot that is deployed later.</summary>
    public static IReadOnlyList<IDeploymentStep> Restore(BackupManifest manifest, string directory, bool isDeployed, TimeProvider time) =>
    [
        new BackupStep(BackupKind.Safety),
        new UploadDataStep(manifest, directory),
        .. isDeployed
            ? (IDeploymentStep[])[new EndStep(), new StartRestoredStep(), new VerifyStep(time), new KeepDataStep(time), new WatchStep()]
            : [new KeepDataStep(time)],
        new PruneDataStep(),
    ];

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
