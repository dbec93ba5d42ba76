using Nuke.Common.Sessions;

namespace TelegramBotStack.BuildEngine;

/// <summary>Lets a target stop when the build is interrupted. Not part of NUKE: only for builds that stay on this engine.</summary>
public static class BuildCancellation
{
    /// <summary>Cancelled by SIGINT (Ctrl-C), SIGTERM and SIGHUP. Assured targets run after it was cancelled.</summary>
    public static CancellationToken Token => BuildSession.Current.Interruption.Token;
}
