namespace TelegramBotStack.Deployment.Errors;

/// <summary>Failures of a host that runs the bot with systemd.</summary>
internal static class SystemdErrors
{
    public const string NotFitCode = "TBS4040";
    public const string NotRootCode = "TBS4041";
    public const string DockerOnlyCode = "TBS4042";
    public const string RefusedCode = "TBS4043";
    public const string OtherMethodCode = "TBS4044";

    public static DeploymentException NotFit(string host, string reason) => new(
        NotFitCode, $"{host} cannot run a bot with systemd: {reason}.",
        "Install what is missing there, or take 'method: docker' in deploy.yaml.");

    public static DeploymentException NotRoot(string host) => new(
        NotRootCode, $"On {host} a bot can be run with systemd only by root.",
        "Log in as root (host.user in deploy.yaml), or take 'method: docker', which a user of Docker's group may do.", ExitCode.BadUsage);

    public static DeploymentException DockerOnly(string host) => new(
        DockerOnlyCode, $"This needs Docker, and the bot is run on {host} with systemd.",
        "Leave it out, or take 'method: docker' in deploy.yaml.", ExitCode.BadUsage);

    public static DeploymentException Refused(string host, int exitCode, string said) => new(
        RefusedCode, $"A command on {host} failed ({exitCode}): {said}",
        "Read the reason; 'systemctl status' and 'df -h' on the host tell whether it is well.");

    public static DeploymentException OtherMethod(string bot, string host, string method) => new(
        OtherMethodCode, $"{bot} runs on {host} with 'method: {method}'; with both at once two would poll.",
        "End it with './build.sh DeployDown' under its old method first; its data stays where that method keeps it.", ExitCode.Refused);
}
