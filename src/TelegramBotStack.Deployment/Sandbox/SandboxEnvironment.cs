using System.Globalization;
using System.Text;
using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Files;
using TelegramBotStack.Deployment.Hosts.Ssh;

namespace TelegramBotStack.Deployment.Sandbox;

/// <summary>
/// The environment of a bot's repository that is deployed to a sandbox: an overlay of deploy.yaml says how to reach it, and
/// its key is pinned, so that nobody has to copy either.
/// </summary>
public sealed class SandboxEnvironment
{
    private readonly SandboxHost sandbox;
    private readonly KnownHosts knownHosts;

    private SandboxEnvironment(string repository, SandboxHost sandbox)
    {
        this.sandbox = sandbox;
        Name = sandbox.Name == "default" ? "sandbox" : $"sandbox-{sandbox.Name}";
        FilePath = Path.Combine(repository, $"deploy.{Name}.yaml");
        knownHosts = new KnownHosts(Path.Combine(repository, HostSection.KnownHostsName));
    }

    /// <summary>What <c>--deploy-to</c> takes.</summary>
    public string Name { get; }

    /// <summary>The overlay.</summary>
    public string FilePath { get; }

    private string Head => $"""
        # A throwaway server of this machine: SandboxUp makes it, SandboxDown ends it. Deploy to it: ./build.sh DeployUp --deploy-to {Name}
        network: host
        verify:
          window: 3s
        backup:
          copy: host

        """;

    private IReadOnlyList<KeyValuePair<string, string>> HostKeys =>
    [
        new("address", sandbox.Address),
        new("port", sandbox.Port.ToString(CultureInfo.InvariantCulture)),
        new("user", sandbox.User),
        new("key", sandbox.KeyFile),
        new("docker-socket", sandbox.DockerSocket),
        new("state-directory", sandbox.StateDirectory),
    ];

    /// <summary>The environment for a sandbox; null where there is no deploy.yaml to lay it over.</summary>
    /// <param name="repository">The repository's root.</param>
    /// <param name="sandbox">The sandbox.</param>
    public static SandboxEnvironment? Of(string repository, SandboxHost sandbox) =>
        File.Exists(Path.Combine(repository, "deploy.yaml")) ? new SandboxEnvironment(repository, sandbox) : null;

    /// <summary>Writes the overlay, or has the one that is there name this sandbox, and pins the key. What else is in the files stays.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether it is written; no, when the file is there and written in a way that cannot be changed safely.</returns>
    public async Task<bool> WriteAsync(CancellationToken cancellationToken)
    {
        var text = File.Exists(FilePath) ? await File.ReadAllTextAsync(FilePath, cancellationToken) : Head;
        if (DeployFileEdit.SetHost(text, HostKeys) is not { } changed)
        {
            return false;
        }

        await WholeFile.WriteAsync(FilePath, Encoding.UTF8.GetBytes(changed), onlyMe: false, cancellationToken);
        var key = Convert.FromBase64String(sandbox.KnownHostsLine.Split(' ')[^1]);
        await knownHosts.ReplaceAsync(sandbox.Address, sandbox.Port, [key], cancellationToken);
        return true;
    }

    /// <summary>Takes back what <see cref="WriteAsync"/> wrote. An overlay that was edited stays.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        if (File.Exists(FilePath) && await File.ReadAllTextAsync(FilePath, cancellationToken) == DeployFileEdit.SetHost(Head, HostKeys))
        {
            File.Delete(FilePath);
        }

        await knownHosts.ReplaceAsync(sandbox.Address, sandbox.Port, [], cancellationToken);
        if (File.Exists(knownHosts.FilePath) && new FileInfo(knownHosts.FilePath).Length == 0)
        {
            File.Delete(knownHosts.FilePath);
        }
    }
}
