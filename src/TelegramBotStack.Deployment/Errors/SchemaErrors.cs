namespace TelegramBotStack.Deployment.Errors;

/// <summary>A repository and the stack it is built with do not fit together: <c>TBS660x</c>.</summary>
internal static class SchemaErrors
{
    private const string SchemaNewerCode = "TBS6601";

    public static DeploymentException SchemaNewer(int version, int known) => new(
        SchemaNewerCode,
        $"deploy.yaml says 'schema: {version}', and this version of the stack knows the keys of schema {known} at most.",
        "Take the newest stack with './build.sh Upgrade', or the repository's state before deploy.yaml was changed.",
        ExitCode.BadUsage);
}
