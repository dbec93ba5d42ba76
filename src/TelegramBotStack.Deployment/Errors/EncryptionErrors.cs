namespace TelegramBotStack.Deployment.Errors;

/// <summary>Failures around the keys that backups and secrets are encrypted with.</summary>
internal static class EncryptionErrors
{
    public const string NoIdentityCode = "TBS1101";
    public const string IdentityUnreadableCode = "TBS1102";

    public static DeploymentException NoIdentity(string from) => new(
        NoIdentityCode, $"There is no identity in {from}: a line of it is not AGE-SECRET-KEY-1….",
        "Put the identity back from your copy of it; the line with # recipient tells which one it was.",
        ExitCode.BadUsage);

    public static DeploymentException IdentityUnreadable(string path, Exception inner) => new(
        IdentityUnreadableCode, $"The identity file {path} cannot be used: {inner.Message}",
        "Give your user the right to read and write it.", ExitCode.FailedUnchanged, inner);
}
