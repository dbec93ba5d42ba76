namespace TelegramBotStack.Deployment.Errors;

/// <summary>What can go wrong between this machine and a host: <c>TBS2xxx</c>.</summary>
internal static class HostErrors
{
    private const string NameNotResolvedCode = "TBS2001";
    private const string PortClosedCode = "TBS2002";
    private const string ConnectTimedOutCode = "TBS2003";
    internal const string LoginRefusedCode = "TBS2004";
    private const string KeyFileMissingCode = "TBS2005";
    private const string KeyFileUnusableCode = "TBS2006";
    private const string PassphraseWrongCode = "TBS2007";
    internal const string HostKeyUnknownCode = "TBS2008";
    internal const string HostKeyChangedCode = "TBS2009";
    private const string ConnectionLostCode = "TBS2010";
    private const string CommandTimedOutCode = "TBS2011";
    private const string DockerMissingCode = "TBS2012";
    private const string DockerForbiddenCode = "TBS2013";
    private const string DockerNotRunningCode = "TBS2014";
    private const string DiskFullCode = "TBS2015";
    private const string FileForbiddenCode = "TBS2016";
    internal const string NothingToLogInWithCode = "TBS2017";
    private const string NotAnSshServerCode = "TBS2018";
    private const string ShellMissingCode = "TBS2019";
    private const string FileFailedCode = "TBS2020";
    private const string JumpRefusedCode = "TBS2021";
    private const string ZoneMissingCode = "TBS2026";

    public static DeploymentException NameNotResolved(string host, Exception? inner = null) => new(
        NameNotResolvedCode,
        $"The name '{host}' could not be resolved to an address.",
        "Check the spelling of the host's address in deploy.yaml and that this machine is online.",
        inner: inner);

    public static DeploymentException ZoneMissing(string host, string zone) => new(
        ZoneMissingCode,
        $"{host} does not know the time zone {zone}.",
        "Install its time zones (Debian, Ubuntu: 'apt-get install tzdata'; Fedora: 'dnf install tzdata'), or name another under time-zone in deploy.yaml.");

    public static DeploymentException PortClosed(string host, int port, Exception? inner = null) => new(
        PortClosedCode,
        $"{host} refuses connections on port {port}.",
        "Check the SSH port in deploy.yaml, that sshd runs on the host and that its firewall lets you in.",
        inner: inner);

    public static DeploymentException ConnectTimedOut(string host, int port, TimeSpan after, Exception? inner = null) => new(
        ConnectTimedOutCode,
        $"{host} did not answer on port {port} within {after.TotalSeconds:0.#} s.",
        "Check that the host is switched on, its address is right and no firewall drops port " + port + ".",
        inner: inner);

    public static DeploymentException LoginRefused(string name, string tried, Exception? inner = null) => new(
        LoginRefusedCode,
        $"{name} refused the login. Tried: {tried}.",
        "Check the user and the key in deploy.yaml. If the host takes a password: ./build.sh SshKey installs a key.",
        inner: inner);

    public static DeploymentException KeyFileMissing(string path, Exception? inner = null) => new(
        KeyFileMissingCode,
        $"The SSH key file '{path}' cannot be found or read.",
        "Correct the key file's path in deploy.yaml, or let one be made there: ./build.sh SshKey",
        ExitCode.BadUsage,
        inner);

    public static DeploymentException KeyFileUnusable(string path, Exception? inner = null) => new(
        KeyFileUnusableCode,
        $"'{path}' is not a private SSH key in a known format.",
        "Name the private key, not the '.pub' file; convert an old key with: ssh-keygen -p -f " + path,
        ExitCode.BadUsage,
        inner);

    public static DeploymentException PassphraseWrong(string path, bool given, Exception? inner = null) => new(
        PassphraseWrongCode,
        given ? $"The passphrase for the SSH key '{path}' is wrong." : $"The SSH key '{path}' needs a passphrase.",
        "Run again on a terminal and type the passphrase, or load the key into an agent with: ssh-add " + path,
        inner: inner);

    public static DeploymentException HostKeyUnknown(string name, string algorithm, string fingerprint) => new(
        HostKeyUnknownCode,
        $"{name} is not known yet, and its {algorithm} key {fingerprint} was not accepted.",
        "Compare the fingerprint with the one your provider shows, then run again and answer yes, or pass --yes.");

    public static DeploymentException HostKeyChanged(
        string name, string algorithm, string expected, string received, string knownHostsFile, int line) => new(
        HostKeyChangedCode,
        $"The {algorithm} key of {name} has changed: expected {expected}, received {received}. Nothing was sent to it.",
        $"If the host was reinstalled: ./build.sh HostTrust --trust-again  (or delete line {line} of {knownHostsFile}). Otherwise somebody may be in between.");

    public static DeploymentException ConnectionLost(string name, Exception? inner = null) => new(
        ConnectionLostCode,
        $"The connection to {name} was lost.",
        "Check the network and run the same command again; it goes on from what is on the host.",
        inner: inner);

    public static DeploymentException CommandTimedOut(string name, TimeSpan after) => new(
        CommandTimedOutCode,
        $"A command on {name} did not end within {after.TotalSeconds:0.#} s.",
        "Check the host's load and disk, then run again.");

    public static DeploymentException DockerMissing(string name) => new(
        DockerMissingCode,
        $"There is no 'docker' command on {name}.",
        "Let it be installed: ./build.sh HostSetup");

    public static DeploymentException DockerForbidden(string name, string socket, Exception? inner = null) => new(
        DockerForbiddenCode,
        $"The user at {name} may not use Docker's socket {socket}.",
        "Let it be allowed: ./build.sh HostSetup  (or on the host: sudo usermod -aG docker $USER, and log in again)",
        inner: inner);

    public static DeploymentException DockerNotRunning(string name, string socket, Exception? inner = null) => new(
        DockerNotRunningCode,
        $"Docker Engine does not answer on {name} at {socket}.",
        "Let it be started, now and at boot: ./build.sh HostSetup  (or on the host: sudo systemctl start docker)",
        inner: inner);

    public static DeploymentException DiskFull(string name, string path, long? freeBytes, Exception? inner = null) => new(
        DiskFullCode,
        $"The disk of {name} is full: '{path}' could not be written"
            + (freeBytes is { } free ? $" ({free / 1024.0 / 1024.0:0.0} MB free)." : "."),
        "Free space on the host, for example with: docker image prune",
        inner: inner);

    public static DeploymentException FileForbidden(string name, string path, Exception? inner = null) => new(
        FileForbiddenCode,
        $"The user at {name} may not read or write '{path}'.",
        $"Give the user access on the host, for example: sudo chown -R $USER '{path}'",
        inner: inner);

    public static DeploymentException NothingToLogInWith(string name) => new(
        NothingToLogInWithCode,
        $"There is no key, agent or password to log in to {name} with.",
        "Name a key file in deploy.yaml, load one into an agent with ssh-add, or let one be made: ./build.sh SshKey",
        ExitCode.BadUsage);

    public static DeploymentException NotAnSshServer(string host, int port, string reason, Exception? inner = null) => new(
        NotAnSshServerCode,
        $"{host} port {port} did not agree on an SSH connection: {reason}",
        "Check that the port is that of an SSH server no older than OpenSSH 7.",
        inner: inner);

    public static DeploymentException ShellMissing(string name, string missing, Exception? inner = null) => new(
        ShellMissingCode,
        $"{name} cannot run what a deployment needs: {missing}.",
        "Use a host and user with a POSIX shell and the tools of coreutils and util-linux (or busybox).",
        inner: inner);

    public static DeploymentException FileFailed(string name, string path, string reason, Exception? inner = null) => new(
        FileFailedCode,
        $"'{path}' on {name} could not be read or written: {reason}",
        "Check the path and the host's disk, then run again.",
        inner: inner);

    public static DeploymentException JumpRefused(string jump, string host, int port, Exception? inner = null) => new(
        JumpRefusedCode,
        $"The jump host {jump} brought no SSH connection to {host} port {port} about.",
        "Check the address and port as seen from the jump host, and that its sshd has AllowTcpForwarding on.",
        inner: inner);
}
