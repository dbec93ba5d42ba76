using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Runtime.Versioning;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Sandbox;

/// <summary>
/// A throwaway host on this machine, made of a real OpenSSH server and a real Docker Engine of its own, both
/// reachable from this machine only. It outlives the process that brought it up, until it is brought down.
/// </summary>
public sealed class SandboxHost : IAsyncDisposable
{
    private static readonly Action<string> Silent = _ => { };

    private readonly SandboxPaths paths;
    private readonly SandboxState state;

    private SandboxHost(SandboxPaths paths, SandboxState state)
    {
        this.paths = paths;
        this.state = state;
    }

    /// <summary>The sandbox' name.</summary>
    public string Name => paths.Name;

    /// <summary>The address of the SSH server: the loopback interface.</summary>
    public string Address { get; } = IPAddress.Loopback.ToString();

    /// <summary>The port of the SSH server.</summary>
    public int Port => state.Port;

    /// <summary>Who may log in.</summary>
    public string User { get; } = SandboxSshd.User;

    /// <summary>The private key to log in with; it has no passphrase and opens this sandbox only.</summary>
    public string KeyFile => paths.UserKey;

    /// <summary>A known_hosts file that holds the server's key.</summary>
    public string KnownHostsFile => paths.KnownHosts;

    /// <summary>The line of <see cref="KnownHostsFile"/>.</summary>
    public string KnownHostsLine => File.ReadAllText(paths.KnownHosts).Trim();

    /// <summary>Docker's unix socket. Sessions over SSH have it as their <c>DOCKER_HOST</c> already.</summary>
    public string DockerSocket => paths.DockerSocket;

    /// <summary>
    /// A directory for what deployments keep on the host, to be named as the state directory, so that they leave
    /// nothing elsewhere on this machine.
    /// </summary>
    public string StateDirectory => paths.BotState;

    /// <summary>Whether a sandbox can be made on this machine.</summary>
    /// <param name="reason">Why not.</param>
    public static bool CanRun([NotNullWhen(false)] out string? reason)
    {
        reason = (OperatingSystem.IsLinux(), Environment.IsPrivilegedProcess) switch
        {
            (false, _) => "it needs Linux.",
            (_, false) => "it needs root, to run Docker Engine.",
            _ when SandboxPackages.Missing() is { Count: > 0 } missing && !SandboxPackages.CanInstall =>
                $"{string.Join(", ", missing)} is not installed, and there is no apt to install it with.",
            _ => null,
        };
        return reason is null;
    }

    /// <summary>
    /// Brings a sandbox up, or finds the one that is already up. What an earlier one left behind is cleared first;
    /// a failure or a cancellation leaves nothing behind.
    /// </summary>
    /// <param name="settings">Where and how.</param>
    /// <param name="progress">Told what is being done, a line each time.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="DeploymentException">It could not be brought up.</exception>
    public static async Task<SandboxHost> UpAsync(
        SandboxSettings settings, Action<string>? progress, CancellationToken cancellationToken)
    {
        if (!CanRun(out var reason) || !OperatingSystem.IsLinux())
        {
            throw SandboxErrors.ImpossibleHere(reason ?? "it needs Linux.");
        }

        progress ??= Silent;
        var paths = new SandboxPaths(settings.Directory, settings.Name);
        using var taken = Take(paths);
        if (SandboxState.Read(paths) is { } earlier)
        {
            if (earlier.IsUp)
            {
                progress($"Sandbox '{paths.Name}' is already up on port {earlier.Port}");
                return new SandboxHost(paths, earlier);
            }

            progress($"Clearing what an earlier sandbox '{paths.Name}' left behind");
            await RemoveAsync(paths, earlier);
        }

        await SandboxPackages.InstallAsync(progress, cancellationToken);
        return await StartAsync(paths, settings.BaseImage, progress, cancellationToken);
    }

    /// <summary>The sandboxes in a directory, those that are up and those of which something is left.</summary>
    public static IReadOnlyList<SandboxHost> Find(string directory) =>
        !Directory.Exists(directory)
            ? []
            :
            [
                .. Directory.GetDirectories(directory)
                    .Where(path => File.Exists(Path.Combine(path, SandboxPaths.StateFileName)))
                    .Select(path => new SandboxPaths(directory, Path.GetFileName(path)))
                    .Select(paths => new SandboxHost(paths, SandboxState.Read(paths) ?? new SandboxState()))
                    .OrderBy(sandbox => sandbox.Name, StringComparer.Ordinal),
            ];

    /// <summary>Ends what belongs to the sandbox and deletes all of it. One that is already down is fine.</summary>
    /// <exception cref="DeploymentException">Something is left.</exception>
    public async Task DownAsync()
    {
        using var taken = Take(paths);
        if (SandboxState.Read(paths) is { } current)
        {
            await RemoveAsync(paths, current);
        }
    }

    /// <summary>Brings the sandbox down.</summary>
    public async ValueTask DisposeAsync() => await DownAsync();

    [SupportedOSPlatform("linux")]
    private static async Task<SandboxHost> StartAsync(
        SandboxPaths paths, string? baseImage, Action<string> progress, CancellationToken cancellationToken)
    {
        var state = new SandboxState();
        try
        {
            paths.Create();
            state.Write(paths);
            progress("Starting Docker Engine and the SSH server");
            using var docker = new SandboxDocker(paths);
            state = state with { Docker = await docker.StartAsync(cancellationToken) };
            state.Write(paths);

            var image = baseImage is null ? null : new BaseImage(baseImage, docker.Api, progress);
            var source = image?.FindSourceAsync(cancellationToken);
            var sshd = new SandboxSshd(paths);
            await sshd.MakeKeysAsync(cancellationToken);
            var (_, port) = await sshd.StartAsync(
                process =>
                {
                    state = state with { Sshd = process };
                    state.Write(paths);
                },
                cancellationToken);
            await docker.WaitUntilReadyAsync(state.Docker!, cancellationToken);
            if (image is not null)
            {
                await image.ProvideAsync(await source!, cancellationToken);
            }

            state = state with { Port = port };
            state.Write(paths);
            return new SandboxHost(paths, state);
        }
        catch
        {
            await RemoveAsync(paths, state);
            throw;
        }
    }

    private static async Task RemoveAsync(SandboxPaths paths, SandboxState state)
    {
        if (state.Docker is { IsAlive: true })
        {
            using var docker = new SandboxDocker(paths);
            await docker.EmptyAsync();
        }

        await new SandboxCleaner(paths).CleanAsync(state.Processes);
    }

    // One process at a time works on a sandbox. The kernel lets go of the file when its process dies.
    private static FileStream Take(SandboxPaths paths)
    {
        Directory.CreateDirectory(paths.Parent);
        try
        {
            return new FileStream(
                Path.Combine(paths.Parent, $".{paths.Name}.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite,
                FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException)
        {
            throw SandboxErrors.Busy(paths.Name);
        }
    }
}
