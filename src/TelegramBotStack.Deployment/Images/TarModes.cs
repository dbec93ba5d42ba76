namespace TelegramBotStack.Deployment.Images;

/// <summary>Modes in a build's context. They are fixed, so that Docker's cache sees only contents.</summary>
internal static class TarModes
{
    /// <summary>rw-r--r--</summary>
    public const UnixFileMode File =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>rwxr-xr-x</summary>
    public const UnixFileMode Executable = File | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
}
