using TelegramBotStack.Components.Output;
using TelegramBotStack.Deployment.Sandbox;

namespace TelegramBotStack.Components.Sandboxing;

/// <summary>Tells how to use a sandbox.</summary>
internal static class SandboxReport
{
    /// <param name="sandbox">The sandbox.</param>
    /// <param name="environment">The environment that names it; null when it has to be written into deploy.yaml by hand.</param>
    /// <param name="screen">Where it is told.</param>
    /// <returns>What <c>--json</c> prints.</returns>
    public static object Up(SandboxHost sandbox, SandboxEnvironment? environment, Screen screen)
    {
        screen.Line();
        if (environment is null)
        {
            ShowLines(sandbox, screen);
        }

        screen.Headline($"Sandbox '{sandbox.Name}' is up on port {sandbox.Port}.", good: true);
        if (environment is not null)
        {
            screen.Labelled("File", $"{Path.GetFileName(environment.FilePath)} says how to reach it; its key is pinned");
            screen.Labelled("Next", $"./build.sh SecretsSet --secret-name BOT_TOKEN --deploy-to {environment.Name}");
            screen.Labelled("", $"./build.sh DeployUp --deploy-to {environment.Name}");
        }

        return new
        {
            Sandbox = sandbox.Name,
            Environment = environment?.Name,
            sandbox.Address,
            sandbox.Port,
            sandbox.User,
            Key = sandbox.KeyFile,
            KnownHosts = sandbox.KnownHostsLine,
            sandbox.DockerSocket,
            sandbox.StateDirectory,
        };
    }

    private static void ShowLines(SandboxHost sandbox, Screen screen)
    {
        screen.Line("For deploy.yaml:");
        screen.Line("  host:");
        screen.Line($"    address: {sandbox.Address}");
        screen.Line($"    port: {sandbox.Port}");
        screen.Line($"    user: {sandbox.User}");
        screen.Line($"    key: {sandbox.KeyFile}");
        screen.Line($"    docker-socket: {sandbox.DockerSocket}");
        screen.Line($"    state-directory: {sandbox.StateDirectory}");
        screen.Line("  network: host");
        screen.Line($"For deploy.known_hosts: {sandbox.KnownHostsLine}");
        screen.Line();
    }
}
