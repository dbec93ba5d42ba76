namespace TelegramBotStack.Deployment.Errors;

/// <summary>Failures of exporting a release.</summary>
internal static class ExportErrors
{
    public const string ExistsCode = "TBS3010";
    public const string CannotWriteCode = "TBS3011";
    public const string SecretsGoneCode = "TBS3012";

    public static DeploymentException Exists(string directory) => new(
        ExistsCode, $"{directory} is there already, and is not empty.", "Name a new directory with --export-to.", ExitCode.BadUsage);

    public static DeploymentException CannotWrite(string directory, Exception inner) => new(
        CannotWriteCode, $"{directory} cannot be written: {inner.Message}", "Name another directory with --export-to, or make room.",
        ExitCode.FailedUnchanged, inner);

    public static DeploymentException SecretsGone(string release, string host) => new(
        SecretsGoneCode, $"The secrets of release {release} are gone from {host}.",
        "Deploy again with './build.sh DeployUp', or name another release with --release-id.");
}
