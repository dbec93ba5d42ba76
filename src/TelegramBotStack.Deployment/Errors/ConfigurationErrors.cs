namespace TelegramBotStack.Deployment.Errors;

/// <summary>What can be wrong with deploy.yaml and what it points to.</summary>
internal static class ConfigurationErrors
{
    private const string NoFileCode = "TBS1001";
    public const string WrongCode = "TBS1002";
    private const string BadEnvironmentCode = "TBS1003";
    private const string NoSecretCode = "TBS1004";

    public static DeploymentException NoFile(string path) => new(
        NoFileCode, $"There is no {path}.",
        "Run the target in a bot's repository, or make one with './build.sh Scaffold'.", ExitCode.BadUsage);

    public static DeploymentException Wrong(IReadOnlyList<string> problems) => new(
        WrongCode, string.Join('\n', problems), "Edit the named lines and run the target again.", ExitCode.BadUsage);

    public static DeploymentException BadEnvironment(string name) => new(
        BadEnvironmentCode, $"'{name}' is not the name of an environment: lower-case letters, digits and hyphens.",
        "Give --deploy-to the middle part of a deploy.<environment>.yaml.", ExitCode.BadUsage);

    public static DeploymentException NoSecret(string name, string reason) => new(
        NoSecretCode, $"The secret {name} cannot be had: {reason}.",
        $"Provide it, or change where {name} comes from in deploy.yaml under secrets.", ExitCode.BadUsage);
}
