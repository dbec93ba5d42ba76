using TelegramBotStack.Components.Output;
using TelegramBotStack.Components.Parameters;
using TelegramBotStack.Deployment.Sandbox;

namespace TelegramBotStack.Components.Sandboxing;

/// <summary>A throwaway server on this machine, made of a real OpenSSH and a real Docker Engine.</summary>
public interface ISandbox : IHazJson
{
    /// <summary>Name of the sandbox; several run side by side. Default: <c>default</c>.</summary>
    [Parameter("Name of the sandbox: 1 to 32 lower-case letters, digits and hyphens")]
    string SandboxName => TryGetValue(() => SandboxName) ?? "default";

    /// <summary>Where sandboxes keep their state.</summary>
    AbsolutePath SandboxDirectory => TemporaryDirectory / "sandboxes";

    /// <summary>
    /// Brings a sandbox up, or finds it up. In a bot's repository it becomes the environment <c>sandbox</c>:
    /// <c>DeployUp --deploy-to sandbox</c> deploys to it.
    /// </summary>
    Target SandboxUp => _ => _
        .Description("Make a throwaway server on this machine: real OpenSSH, real Docker Engine")
        .Executes(() => TargetRun.RunAsync(this, Json, async (screen, cancellationToken) =>
        {
            var sandbox = await SandboxHost.UpAsync(
                new SandboxSettings(SandboxDirectory, SandboxName), screen.Line, cancellationToken).ConfigureAwait(false);
            var environment = SandboxEnvironment.Of(RootDirectory, sandbox);
            var isWritten = environment is not null && await environment.WriteAsync(cancellationToken).ConfigureAwait(false);
            return SandboxReport.Up(sandbox, isWritten ? environment : null, screen);
        }));

    /// <summary>Ends the sandbox and deletes all of it, with its environment. One that is down already is fine.</summary>
    Target SandboxDown => _ => _
        .Description("End the throwaway server and delete all of it")
        .Executes(() => TargetRun.RunAsync(this, Json, async (screen, cancellationToken) =>
        {
            foreach (var sandbox in SandboxHost.Find(SandboxDirectory).Where(sandbox => sandbox.Name == SandboxName))
            {
                if (SandboxEnvironment.Of(RootDirectory, sandbox) is { } environment)
                {
                    await environment.RemoveAsync(cancellationToken).ConfigureAwait(false);
                }

                await sandbox.DownAsync().ConfigureAwait(false);
            }

            screen.Headline($"Sandbox '{SandboxName}' is down; nothing of it is left.", good: true);
            return new { Sandbox = SandboxName };
        }));
}
