using TelegramBotStack.Deployment.Sandbox;

namespace TelegramBotStack.Deployment.Configuration;

/// <summary>What deploy.yaml says, checked and with its defaults.</summary>
public sealed record DeploySettings
{
    /// <summary>Absolute path of the repository's root.</summary>
    public required string Directory { get; init; }

    /// <summary>Name of the environment whose overlay was read; null for none.</summary>
    public string? Environment { get; init; }

    /// <summary>The bot.</summary>
    public required BotSettings Bot { get; init; }

    /// <summary>The host it runs on.</summary>
    public required HostSettings Host { get; init; }

    /// <summary>The image the bot's layers are built on.</summary>
    public string BaseImage { get; init; } = SandboxSettings.RuntimeImage;

    /// <summary>Absolute path of the Dockerfile that the image is built from; null for the stack's own image.</summary>
    public string? Dockerfile { get; init; }

    /// <summary>Whether the bot is compiled to a native program, which needs no .NET in its image. Default: no.</summary>
    public bool IsNative { get; init; }

    /// <summary>Where the secrets come from, by name.</summary>
    public IReadOnlyDictionary<string, SecretSource> Secrets { get; init; } = new Dictionary<string, SecretSource>();

    /// <summary>Environment variables of the container; never a secret.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>The bot's time zone by its IANA name, such as <c>Europe/Berlin</c>; null for what its image has, mostly UTC.</summary>
    public string? TimeZone { get; init; }

    /// <summary>What runs the bot on the host. Default: docker.</summary>
    public DeploymentMethod Method { get; init; } = DeploymentMethod.Docker;

    /// <summary>How the bot passes from one release to the next. Default: standby.</summary>
    public Handover Handover { get; init; } = Handover.Standby;

    /// <summary>The container's network.</summary>
    public ContainerNetwork Network { get; init; } = ContainerNetwork.Bridge;

    /// <summary>Ports on the host that are passed to the bot. Default: none.</summary>
    public IReadOnlyList<PublishedPort> Ports { get; init; } = [];

    /// <summary>The container's limits.</summary>
    public ResourceLimits Resources { get; init; } = new();

    /// <summary>Where alerts go. Default: nowhere.</summary>
    public AlertSettings Alerts { get; init; } = new();

    /// <summary>When backups are made, where they are kept and for how long.</summary>
    public BackupSettings Backup { get; init; } = new();

    /// <summary>How long a new release may take until it is ready. Default: 60 s.</summary>
    public TimeSpan ReadyTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a new release is watched before it is kept. Default: 10 s.</summary>
    public TimeSpan VerifyWindow { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// A command on the deploying machine that must end with 0 for a release to pass verification; null for none.
    /// </summary>
    public IReadOnlyList<string>? SmokeCheck { get; init; }

    /// <summary>A message that the bot must answer for a release to pass verification; null for none.</summary>
    public TestMessageSettings? TestMessage { get; init; }

    /// <summary>Commands on the deploying machine, by the moment they are run at.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Hooks { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>
    /// Whether a person must confirm what changes the host. Default: only in an environment called <c>production</c> or
    /// <c>prod</c>.
    /// </summary>
    public bool Confirm { get; init; }

    /// <summary>How many releases stay on the host to roll back to. Default: 5.</summary>
    public int KeepReleases { get; init; } = 5;
}

/// <summary>The bot to deploy.</summary>
/// <param name="Name">Its name on the host.</param>
/// <param name="Project">Absolute path of its project file; empty when a Dockerfile builds it and none is named.</param>
public sealed record BotSettings(string Name, string Project);

/// <summary>The host to deploy to.</summary>
public sealed record HostSettings
{
    /// <summary>Whether it is this machine's own Docker Engine.</summary>
    public bool IsLocal { get; init; }

    /// <summary>Name or address.</summary>
    public string Address { get; init; } = "";

    /// <summary>The host as deploy.yaml names it, which may be a <c>Host</c> of OpenSSH's configuration.</summary>
    public string? Alias { get; init; }

    /// <summary>What it is called in messages: <c>local</c>, or the address without user and port.</summary>
    public string Name => IsLocal ? "local" : Alias ?? Address;

    /// <summary>Port of the SSH server. Default: 22.</summary>
    public int Port { get; init; } = 22;

    /// <summary>Who logs in. Default: root.</summary>
    public string User { get; init; } = "root";

    /// <summary>Path of the private key; null for the agent's keys.</summary>
    public string? Key { get; init; }

    /// <summary>How to log in. Default: the key file if one is named, else the agent.</summary>
    public HostAuthentication Auth { get; init; }

    /// <summary>Path of Docker's socket on the host; null for its default.</summary>
    public string? DockerSocket { get; init; }

    /// <summary>Directory on the host in which each bot has one for its releases; null for the default.</summary>
    public string? StateDirectory { get; init; }

    /// <summary>The name that the host's key is pinned under; null for the address.</summary>
    public string? KeyAlias { get; init; }

    /// <summary>Hosts that the connection goes through, the first one reached from here. Default: none.</summary>
    public IReadOnlyList<JumpSettings> Jumps { get; init; } = [];

    /// <summary>What OpenSSH's configuration says and cannot be followed, a line each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The file with the pinned host keys, in OpenSSH's format.</summary>
    public string KnownHosts { get; init; } = "";
}

/// <summary>How to log in at a host.</summary>
public enum HostAuthentication
{
    /// <summary>With a key file.</summary>
    Key,

    /// <summary>With a key of the SSH agent.</summary>
    Agent,

    /// <summary>With a password, asked for or from BOTSTACK_SSH_PASSWORD.</summary>
    Password,
}

/// <summary>The network of a container.</summary>
public enum ContainerNetwork
{
    /// <summary>Docker's bridge.</summary>
    Bridge,

    /// <summary>The host's own.</summary>
    Host,
}

/// <summary>A TCP port of the host that the bot gets.</summary>
/// <param name="Address">The host's address it is open on; empty for all.</param>
/// <param name="OnHost">The port on the host, 1 to 65535.</param>
/// <param name="Inside">The port the bot listens on, 1 to 65535.</param>
public sealed record PublishedPort(string Address, int OnHost, int Inside);

/// <summary>Limits of a container.</summary>
/// <param name="MemoryBytes">Memory in bytes; null for no limit. Default: 256 MB.</param>
/// <param name="Cpus">Processors; null for no limit.</param>
/// <param name="Pids">Processes and threads; null for no limit. Default: 256.</param>
public sealed record ResourceLimits(long? MemoryBytes = 256L << 20, double? Cpus = null, int? Pids = 256);
