namespace TelegramBotStack.Deployment.Errors;

/// <summary>What can go wrong while a host is set up.</summary>
internal static class SetupErrors
{
    private const string UnknownDistributionCode = "TBS2030";
    private const string NoRootCode = "TBS2031";
    private const string SudoRefusedCode = "TBS2032";
    private const string PackagesBusyCode = "TBS2033";
    private const string PackagesFailedCode = "TBS2034";
    private const string DockerNotStartedCode = "TBS2035";
    private const string SwapFailedCode = "TBS2036";
    private const string DockerConfigurationCode = "TBS2037";
    private const string UserNotMadeCode = "TBS2038";
    private const string StillMissingCode = "TBS2039";
    private const string BadValueCode = "TBS2040";

    private const string Again = "Run HostSetup again afterwards; it goes on from what is there.";

    public static DeploymentException UnknownDistribution(string host, string name) => new(
        UnknownDistributionCode,
        $"{host} runs a system that HostSetup does not know: {name}.",
        "Install Docker Engine there by hand (https://docs.docker.com/engine/install/), then: ./build.sh DeployInit");

    public static DeploymentException NoRoot(string host, string user) => new(
        NoRootCode,
        $"Setting {host} up needs root, and {user} can neither be it nor use sudo without a password.",
        "Log in as root, give the user sudo, or run on a terminal (or with BOTSTACK_SSH_PASSWORD) so that sudo gets its password.");

    public static DeploymentException SudoRefused(string host, string user) => new(
        SudoRefusedCode,
        $"sudo on {host} did not take the password of {user}, or does not let the user become root.",
        "Check the password, and on the host: sudo -l");

    public static DeploymentException PackagesBusy(string host) => new(
        PackagesBusyCode,
        $"Another program on {host} has been installing packages for 5 minutes.",
        "A new server updates itself first. Wait for it to end. " + Again);

    public static DeploymentException PackagesFailed(string host, string lastLines) => new(
        PackagesFailedCode,
        $"Packages could not be installed on {host}. The last lines were:\n{lastLines}",
        "Mend what they say, such as the package sources, the network or a full disk. " + Again);

    public static DeploymentException DockerNotStarted(string host, string reason) => new(
        DockerNotStartedCode,
        $"Docker Engine is installed on {host}, but does not answer: {reason}",
        "Look at its log on the host: journalctl -u docker. " + Again);

    public static DeploymentException SwapFailed(string host, string reason) => new(
        SwapFailedCode,
        $"No swap could be made on {host}: {reason}",
        "A container has none of its own. Leave --swap-size out, or make room on the disk. What else was asked for is done.");

    public static DeploymentException DockerConfiguration(string host, string problem) => new(
        DockerConfigurationCode,
        $"/etc/docker/daemon.json on {host} was left as it is: {problem}",
        "Mend the file there, or leave --log-limit out. " + Again);

    public static DeploymentException UserNotMade(string host, string user, string reason) => new(
        UserNotMadeCode,
        $"The user {user} could not be made ready on {host}: {reason}",
        "Mend it on the host, or choose another name. " + Again);

    public static DeploymentException StillMissing(string host, string action, string what) => new(
        StillMissingCode,
        $"{action} on {host} was worked on, and is still not right: {what}",
        "Look at it on the host. " + Again);

    public static DeploymentException BadValue(string parameter, string expected) => new(
        BadValueCode, $"{parameter} must be {expected}.", $"Correct {parameter}.", ExitCode.BadUsage);
}
