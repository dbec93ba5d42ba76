using TelegramBotStack.Deployment.Hosts;
using TelegramBotStack.Deployment.Sandbox;
using TelegramBotStack.TestSupport;

namespace TelegramBotStack.Deployment.Tests.Hosts;

internal static class SandboxConnections
{
    public static async Task<SshSettings> SettingsAsync(this SandboxFixture sandboxes) =>
        (await sandboxes.HostAsync()).Settings();

    /// <summary>How a sandbox is reached, with a limit that also a slow machine keeps.</summary>
    public static SshSettings Settings(this SandboxHost sandbox) => new(sandbox.Address, sandbox.User, sandbox.Port)
    {
        KeyFile = sandbox.KeyFile,
        KnownHostsFile = sandbox.KnownHostsFile,
        UseAgent = false,
        ConnectTimeout = TimeSpan.FromSeconds(60),
    };

    /// <summary>The same server on another port, and known there.</summary>
    public static SshSettings At(this SshSettings settings, int port)
    {
        var known = $"{settings.KnownHostsFile}.{port}";
        File.WriteAllText(known, File.ReadAllText(settings.KnownHostsFile).Replace($":{settings.Port} ", $":{port} "));
        return settings with { Port = port, KnownHostsFile = known };
    }
}
