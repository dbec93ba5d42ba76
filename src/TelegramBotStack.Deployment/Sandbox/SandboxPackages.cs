using System.Runtime.Versioning;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Sandbox;

/// <summary>OpenSSH's server and Docker Engine, installed by apt when they are not there.</summary>
internal static class SandboxPackages
{
    // Debian's packages: the engine, its client where that is a package of its own, and the SSH server.
    private static readonly (string Program, string Package)[] Needed =
        [("dockerd", "docker.io"), ("docker", "docker-cli"), ("sshd", "openssh-server"), ("ssh-keygen", "openssh-client")];

    private static readonly Dictionary<string, string[]> Services = new()
    {
        ["docker.io"] = ["docker.service", "docker.socket", "containerd.service"],
        ["openssh-server"] = ["ssh.service", "ssh.socket"],
    };

    private static readonly SemaphoreSlim OneAtATime = new(1, 1);

    // Its presence with exit code 101 keeps packages from starting their services (Debian Policy 9.3.3).
    private const string ServicePolicy = "/usr/sbin/policy-rc.d";

    public static bool CanInstall => SystemTool.Find("apt-get") is not null;

    public static IReadOnlyList<string> Missing() =>
        [.. Needed.Where(need => SystemTool.Find(need.Program) is null).Select(need => need.Package)];

    [SupportedOSPlatform("linux")]
    public static async Task InstallAsync(Action<string> progress, CancellationToken cancellationToken)
    {
        if (Missing() is not { Count: > 0 })
        {
            return;
        }

        await OneAtATime.WaitAsync(cancellationToken);
        try
        {
            if (Missing() is { Count: > 0 } missing)
            {
                await InstallAsync(missing, progress, cancellationToken);
            }
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    [SupportedOSPlatform("linux")]
    private static async Task InstallAsync(IReadOnlyList<string> missing, Action<string> progress, CancellationToken cancellationToken)
    {
        // The engine's package holds the client too, or docker-cli comes beside it, depending on the release.
        List<string> first = missing.Contains("docker.io") ? [.. missing.Except(["docker-cli"])] : [.. missing];
        progress($"Installing {string.Join(" ", first)} with apt; their services stay off");
        await AptAsync(["update", "-q"], first, cancellationToken);
        await InstallWithoutServicesAsync(first, cancellationToken);
        if (Missing() is { Count: > 0 } stillMissing)
        {
            await InstallWithoutServicesAsync(stillMissing, cancellationToken);
        }
    }

    [SupportedOSPlatform("linux")]
    private static async Task InstallWithoutServicesAsync(
        IReadOnlyList<string> packages, CancellationToken cancellationToken)
    {
        var ownPolicy = !File.Exists(ServicePolicy);
        if (ownPolicy)
        {
            await File.WriteAllTextAsync(ServicePolicy, "#!/bin/sh\nexit 101\n", cancellationToken);
            File.SetUnixFileMode(ServicePolicy, (UnixFileMode)0b111_101_101);
        }

        try
        {
            string[] install = ["install", "-q", "-y", "--no-install-recommends"];
            await AptAsync([.. install, .. packages], packages, cancellationToken);
            if (SystemTool.Find("systemctl") is { } systemctl)
            {
                var services = packages.SelectMany(package => Services.GetValueOrDefault(package, []));
                await SystemTool.RunAsync(systemctl, ["disable", .. services], cancellationToken);
            }
        }
        finally
        {
            if (ownPolicy)
            {
                File.Delete(ServicePolicy);
            }
        }
    }

    private static async Task AptAsync(
        IEnumerable<string> arguments, IReadOnlyList<string> packages, CancellationToken cancellationToken)
    {
        // apt-get update does not wait for one of another process, it fails.
        var (exitCode, output, error) = await SystemTool.RunAsync(
            "flock", ["--timeout", "600", "/var/lib/apt/lists", "apt-get", "-o", "DPkg::Lock::Timeout=120", .. arguments], cancellationToken);
        if (exitCode != 0)
        {
            throw SandboxErrors.InstallFailed(string.Join(" ", packages), SystemTool.LastLines(output + "\n" + error));
        }
    }
}
