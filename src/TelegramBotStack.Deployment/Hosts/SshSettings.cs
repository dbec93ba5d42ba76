using TelegramBotStack.Deployment.Hosts.Ssh;

namespace TelegramBotStack.Deployment.Hosts;

/// <summary>How to reach a host over SSH.</summary>
/// <param name="Host">Name or address.</param>
/// <param name="User">Who logs in.</param>
/// <param name="Port">Port of the SSH server, 1 to 65535; default 22.</param>
public sealed record SshSettings(string Host, string User, int Port = 22)
{
    /// <summary>
    /// Private key file. Without one, the agent's keys and then <c>~/.ssh/id_ed25519</c>, <c>id_ecdsa</c> and
    /// <c>id_rsa</c> are tried.
    /// </summary>
    public string? KeyFile { get; init; }

    /// <summary>
    /// Name of an environment variable with a private key in it, for CI; when it is set, nothing else is tried. Programs
    /// that are started later do not get the variable.
    /// </summary>
    public string KeyVariable { get; init; } = "BOTSTACK_SSH_KEY";

    /// <summary>Whether the keys of the agent at <c>SSH_AUTH_SOCK</c> may be used; default true.</summary>
    public bool UseAgent { get; init; } = true;

    /// <summary>Whether keys are tried at all; default true. Without, only a password opens.</summary>
    public bool UseKeys { get; init; } = true;

    /// <summary>Name of an environment variable with the password; null for none.</summary>
    public string? PasswordVariable { get; init; }

    /// <summary>Keys of known hosts in OpenSSH's format; default <c>~/.ssh/known_hosts</c>.</summary>
    public string KnownHostsFile { get; init; } =
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".ssh", "known_hosts");

    /// <summary>The name that the host's key is pinned under; default the name or address, with the port.</summary>
    public string? KeyAlias { get; init; }

    /// <summary>
    /// Hosts that the connection goes through, the first one reached from here. Each is logged in to on its own; no
    /// agent is forwarded to any. Default: none.
    /// </summary>
    public IReadOnlyList<SshSettings> Jumps { get; init; } = [];

    /// <summary>Path of Docker's unix socket on the host; null for what <c>docker</c> uses there by itself.</summary>
    public string? DockerSocket { get; init; }

    /// <summary>How long connecting and logging in may take, without the time a person thinks; default 15 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a command may take that has no limit of its own; default 30 s.</summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How often the host is asked whether it is still there; default 5 s. After three times that long without an
    /// answer the connection is lost.
    /// </summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The agent's socket, or named pipe.</summary>
    internal string? AgentSocket { get; init; } = Environment.GetEnvironmentVariable("SSH_AUTH_SOCK");

    internal string Name => $"{User}@{Host}:{Port}";

    /// <summary>Name and port that the host's key is known by.</summary>
    internal (string Host, int Port) KnownAs => KeyAlias is null ? (Host, Port) : (KeyAlias, KnownHosts.DefaultPort);
}
