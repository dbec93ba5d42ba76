namespace TelegramBotStack.Deployment.Errors;

/// <summary>What can go wrong with a sandbox: <c>TBS7xxx</c>.</summary>
internal static class SandboxErrors
{
    private const string ImpossibleHereCode = "TBS7001";
    private const string InstallFailedCode = "TBS7002";
    private const string DockerDidNotStartCode = "TBS7003";
    private const string SshdDidNotStartCode = "TBS7004";
    private const string BaseImageFailedCode = "TBS7005";
    private const string BadNameCode = "TBS7006";
    private const string BusyCode = "TBS7007";
    private const string LeftoversCode = "TBS7008";

    public static DeploymentException ImpossibleHere(string reason) => new(
        ImpossibleHereCode,
        $"A sandbox cannot run here: {reason}",
        "Use Linux (a virtual machine, WSL 2 or a privileged container) as root, or deploy to 'host: local'.");

    public static DeploymentException InstallFailed(string packages, string lastLines, Exception? inner = null) => new(
        InstallFailedCode,
        $"Installing {packages} failed: {lastLines}",
        $"Install them yourself and run again: apt-get install {packages}",
        inner: inner);

    public static DeploymentException DockerDidNotStart(string lastLines) => new(
        DockerDidNotStartCode,
        $"The sandbox's Docker Engine did not start: {lastLines}",
        "A container needs to be privileged to run Docker Engine inside; otherwise mend what its log says.");

    public static DeploymentException SshdDidNotStart(string lastLines) => new(
        SshdDidNotStartCode,
        $"The sandbox's SSH server did not start: {lastLines}",
        "Mend what its log says, then run SandboxUp again.");

    public static DeploymentException BaseImageFailed(string image, string reason, Exception? inner = null) => new(
        BaseImageFailedCode,
        $"No registry can be reached, and a stand-in for {image} could not be made: {reason}",
        "Go online, or install what is missing, then run SandboxUp again.",
        inner: inner);

    public static DeploymentException BadName(string name) => new(
        BadNameCode,
        $"'{name}' cannot be the name of a sandbox.",
        "Use 1 to 32 lower-case letters, digits and hyphens.",
        ExitCode.BadUsage);

    public static DeploymentException Busy(string name) => new(
        BusyCode,
        $"Another process is bringing the sandbox '{name}' up or down.",
        "Wait until it has finished, or use another name.",
        ExitCode.Refused);

    public static DeploymentException Leftovers(string name, string what, Exception? inner = null) => new(
        LeftoversCode,
        $"The sandbox '{name}' could not be removed completely: {what}",
        "End what still uses it, then run SandboxDown again.",
        ExitCode.NeedsPerson,
        inner);
}
