using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Diagnosis;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Verification;

namespace TelegramBotStack.Deployment.Steps;

/// <summary>Looks at the host, and clears what a deployer that died left there.</summary>
/// <param name="readsSecrets">Whether the secrets are read from their sources; an earlier release has its own on the host.</param>
/// <param name="needsRoom">Whether a new release is brought to the host, which must have room for it.</param>
internal sealed class PreflightStep(bool readsSecrets, bool needsRoom = false) : IDeploymentStep
{
    public string Name => "Preflight";

    public string Plan(DeploymentRun run) => $"look at {run.Session.Host.Name}{(readsSecrets ? ", read the secrets" : "")}";

    public async Task<string?> RunAsync(DeploymentRun run, CancellationToken cancellationToken)
    {
        var session = run.Session;
        var secrets = readsSecrets ? SecretReader.ReadAsync(session.Settings, cancellationToken) : Task.FromResult(run.Secrets);
        var state = session.Store.ReadAsync(cancellationToken);
        var containers = session.Runtime.ListAsync(cancellationToken);
        run.Secrets = await secrets;
        run.State = await state;
        var found = await containers;
        if (await InterruptedRestore.TakeBackAsync(run, cancellationToken))
        {
            found = await session.Runtime.ListAsync(cancellationToken);
        }

        OwnEnvironment.Check(session.Settings, run.State);
        if (run.State.ActiveRelease is { } active && active.Method != session.Settings.Method)
        {
            throw SystemdErrors.OtherMethod(session.Bot, session.Host.Name, active.Method.ToString().ToLowerInvariant());
        }

        var leftovers = Reconcile.Decide(found, run.State.Active);
        if (StoppedRelease.Find(found, run.State) is { } stopped)
        {
            leftovers = new Leftovers(stopped, [.. found.Where(instance => instance != stopped)]);
        }

        run.Old = leftovers.Keep;
        await PortsOnHost.CheckAsync(run, cancellationToken);
        if (readsSecrets)
        {
            TokenRequired.Check(run);

            // Before anything is changed: two programs with one token take each other's updates.
            ForeignConsumer.Check(run);
            Task[] checks =
            [
                TokenOfOtherEnvironments.CheckAsync(session.Settings, run.Secrets, cancellationToken),
                needsRoom ? HostPreflight.CheckAsync(run, TimeProvider.System, cancellationToken) : Task.CompletedTask,
                TokenOnHost.CheckAsync(run, cancellationToken),
                TokenInProcesses.CheckAsync(run, cancellationToken),
                TelegramCheck.FindWebhookAsync(run, cancellationToken),
                TestMessage.PrepareAsync(run, isRequired: true, cancellationToken),
            ];

            // Of several faults the first of this list is told, not the one that was found first.
            await Task.WhenAll(checks).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (var check in checks)
            {
                await check;
            }
        }
        else
        {
            await TestMessage.PrepareAsync(run, isRequired: false, cancellationToken);
        }

        foreach (var container in leftovers.Remove)
        {
            run.Log.Note(container.IsUp
                ? $"Ending release {container.Release}, which an earlier deployment left unverified"
                : $"Removing the stopped container of release {container.Release}");
            await session.Runtime.RemoveAsync(container, cancellationToken);
        }

        if (run.Old is { IsUp: false })
        {
            run.Log.Note($"Starting release {run.Old.Release} again, which an earlier deployment ended");
            await StopFirst.StartAgainAsync(run, run.Old, cancellationToken);
            run.Old = run.Old with { IsRunning = true };
        }
        else if (leftovers.Remove.Any(container => container.IsRunning) && run.Old is { KeepsContract: true, IsRestarting: false })
        {
            await Watch.UntilActiveAsync(run, run.Old, cancellationToken);
        }

        return run.Old switch
        {
            null => "no release runs",
            { IsRestarting: true } => $"release {run.Old.Release} has crashed and is being started again",
            _ => $"release {run.Old.Release} answers",
        };
    }
}
