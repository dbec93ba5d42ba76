using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Components.BackingUp;

/// <summary>How many backups are kept.</summary>
internal static class BackupCount
{
    public const string WrongCode = "TBS8019";

    /// <exception cref="DeploymentException">It is not between 1 and 1000.</exception>
    public static int Check(int number) => number is >= 1 and <= 1000
        ? number
        : throw new DeploymentException(
            WrongCode, $"--backup-keep takes a number from 1 to 1000, not {number}.", "For example: ./build.sh Backup --backup-keep 10", ExitCode.BadUsage);
}
