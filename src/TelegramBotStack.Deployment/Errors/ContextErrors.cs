namespace TelegramBotStack.Deployment.Errors;

/// <summary>Failures of building an image from a Dockerfile of the user's own.</summary>
internal static class ContextErrors
{
    public const string BadIgnoreLineCode = "TBS3006";
    public const string DockerfileFailedCode = "TBS3007";
    public const string UnreadableCode = "TBS3008";
    public const string DockerfileNeverSentCode = "TBS3009";

    public static DeploymentException BadIgnoreLine(string file, int line, string reason) => new(
        BadIgnoreLineCode, $"{file}:{line} is not a pattern: {reason}", "Mend the line.", ExitCode.BadUsage);

    public static DeploymentException DockerfileFailed(string dockerfile, string reason, IReadOnlyList<string> lastLines) => new(
        DockerfileFailedCode, string.Join('\n', [$"{dockerfile} does not build: {reason}", .. lastLines]),
        "Mend the Dockerfile; the bot that runs is untouched. Options that need BuildKit, such as RUN --mount, are not available.");

    public static DeploymentException Unreadable(string path, Exception inner) => new(
        UnreadableCode, $"{path} is needed for the image and cannot be read: {inner.Message}",
        "Let your user read it, or name it in .dockerignore.", ExitCode.BadUsage, inner);

    public static DeploymentException DockerfileNeverSent(string dockerfile) => new(
        DockerfileNeverSentCode, $"{dockerfile} is one of the files that are never sent to a host.",
        "Give the Dockerfile another name or place.", ExitCode.BadUsage);
}
