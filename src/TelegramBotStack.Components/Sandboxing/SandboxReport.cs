using TelegramBotStack.Components.Output;
using TelegramBotStack.Deployment.Sandbox;

namespace TelegramBotStack.Components.Sandboxing;

/// <summary>Tells how to use a sandbox.</summary>
internal static class SandboxReport
{
    /// <returns>What <c>--json</c> prints.</returns>
    public static object Up(SandboxHost sandbox, Screen screen)
    {
        screen.Line();
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
        screen.Headline($"Sandbox '{sandbox.Name}' is up on port {sandbox.Port}. Next: ./build.sh DeployUp", good: true);
        return new
        {
            Sandbox = sandbox.Name,
            sandbox.Address,
            sandbox.Port,
            sandbox.User,
            Key = sandbox.KeyFile,
            KnownHosts = sandbox.KnownHostsLine,
            sandbox.DockerSocket,
            sandbox.StateDirectory,
        };
    }
}
