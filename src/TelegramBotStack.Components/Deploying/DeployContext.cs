using TelegramBotStack.Components.Output;
using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Hosts;
using TelegramBotStack.Deployment.Operations;

namespace TelegramBotStack.Components.Deploying;

/// <summary>What a deployment target works with.</summary>
/// <param name="Settings">What deploy.yaml says.</param>
/// <param name="Request">How the operation is run.</param>
/// <param name="Screen">Where it is shown.</param>
/// <param name="Yes">Whether every question is answered with yes.</param>
internal sealed record DeployContext(DeploySettings Settings, OperationRequest Request, Screen Screen, bool Yes)
{
    public static async Task<DeployContext> LoadAsync(IHazDeployment build, Screen screen, CancellationToken cancellationToken)
    {
        var settings = await DeployFile.LoadAsync(build.RootDirectory, build.DeployTo, cancellationToken).ConfigureAwait(false);
        var request = new OperationRequest
        {
            Prompts = HostPrompts.For(screen, build.Yes),
            WaitForLock = TimeSpan.FromSeconds(build.LockWait),
            Commit = await GitCommit.ReadAsync(build.RootDirectory, cancellationToken).ConfigureAwait(false),
        };
        return new DeployContext(settings, request, screen, build.Yes);
    }

    /// <summary>The same, with or without a backup before anything is changed.</summary>
    public DeployContext Skip(bool backup) => this with { Request = Request with { SkipBackup = backup } };
}
