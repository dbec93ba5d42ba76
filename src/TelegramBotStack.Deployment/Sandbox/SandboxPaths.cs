using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Sandbox;

/// <summary>Where the parts of one sandbox are.</summary>
internal sealed partial class SandboxPaths
{
    public const string StateFileName = "sandbox.json";

    // Short, since a unix socket's path holds 107 characters and containerd's are deep.
    private const string RunRoot = "/run/botstack-sandbox";

    public SandboxPaths(string directory, string name)
    {
        if (!NamePattern().IsMatch(name))
        {
            throw SandboxErrors.BadName(name);
        }

        Name = name;
        Parent = Path.GetFullPath(directory);
        Root = Path.Combine(Parent, name);
        Id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Root)))[..10];
        Run = $"{RunRoot}/{Id}";
    }

    public string Name { get; }

    /// <summary>Unique on this machine, and the same for the same directory and name.</summary>
    public string Id { get; }

    public string Parent { get; }

    /// <summary>Keys, logs, Docker's data.</summary>
    public string Root { get; }

    /// <summary>Sockets and pid files.</summary>
    public string Run { get; }

    public string StateFile => Path.Combine(Root, StateFileName);

    public string UserKey => Path.Combine(Root, "id_ed25519");

    public string HostKey => Path.Combine(Root, "ssh_host_ed25519_key");

    public string AuthorizedKeys => Path.Combine(Root, "authorized_keys");

    public string KnownHosts => Path.Combine(Root, "known_hosts");

    public string SshdConfig => Path.Combine(Root, "sshd_config");

    public string SshdLog => Path.Combine(Root, "sshd.log");

    public string DockerLog => Path.Combine(Root, "dockerd.log");

    public string DockerData => Path.Combine(Root, "docker");

    public string DockerConfig => Path.Combine(Root, "daemon.json");

    public string DockerExec => $"{Run}/exec";

    public string DockerSocket => $"{Run}/docker.sock";

    /// <summary>Home directory of sessions, so that a deployment leaves nothing in the user's own.</summary>
    public string Home => Path.Combine(Root, "home");

    /// <summary>State directory of deployments, for the same reason.</summary>
    public string BotState => Path.Combine(Root, "botstack");

    public string CgroupParent => $"/botstack-sandbox-{Id}";

    [SupportedOSPlatform("linux")]
    public void Create()
    {
        const UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        foreach (var path in new[] { Root, Run, DockerData, DockerExec, Home, BotState })
        {
            Directory.CreateDirectory(path, owner);
        }
    }

    [GeneratedRegex(@"\A[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?\z")]
    private static partial Regex NamePattern();
}
