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

    /// <summary>Brings a sandbox up, or finds it up, and prints what to write into deploy.yaml.</summary>
    Target SandboxUp => _ => _
        .Description("Make a throwaway server on this machine: real OpenSSH, real Docker Engine")
        .Executes(() => TargetRun.RunAsync(this, Json, async (screen, cancellationToken) =>
        {
            var sandbox = await SandboxHost.UpAsync(
                new SandboxSettings(SandboxDirectory, SandboxName), screen.Line, cancellationToken).ConfigureAwait(false);
            return SandboxReport.Up(sandbox, screen);
        }));

    /// <summary>Ends the sandbox and deletes all of it. One that is down already is fine.</summary>
    Target SandboxDown => _ => _
        .Description("End the throwaway server and delete all of it")
        .Executes(() => TargetRun.RunAsync(this, Json, async (screen, _) =>
        {
            foreach (var sandbox in SandboxHost.Find(SandboxDirectory).Where(sandbox => sandbox.Name == SandboxName))
            {
                await sandbox.DownAsync().ConfigureAwait(false);
            }

            screen.Headline($"Sandbox '{SandboxName}' is down; nothing of it is left.", good: true);
            return new { Sandbox = SandboxName };
        }));
}
