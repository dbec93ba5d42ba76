using System.Globalization;

namespace TelegramBotStack.Deployment.Errors;

/// <summary>What can go wrong with a host's deployment lock: <c>TBS5xxx</c>.</summary>
internal static class LockErrors
{
    private const string HeldCode = "TBS5001";
    private const string LostCode = "TBS5002";
    private const string CannotLockCode = "TBS5003";

    public static DeploymentException Held(string host, string who, string what, DateTimeOffset? since) => new(
        HeldCode,
        $"{who} holds the lock of {host} ({what}"
            + (since is { } time ? $", since {time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC)." : ")."),
        "Wait until it has finished and run again. The lock goes by itself when its holder ends, dies or loses the network.",
        ExitCode.Refused);

    public static DeploymentException Lost(string host, Exception? inner = null) => new(
        LostCode,
        $"The lock of {host} was lost, because the host did not hear from this machine any more.",
        "Check the network and run the same command again.",
        inner: inner);

    public static DeploymentException CannotLock(string host, string path, string reason) => new(
        CannotLockCode,
        $"The lock file '{path}' on {host} cannot be used: {reason}",
        "Make sure that the user may write the file and its directory, then run again.");
}
