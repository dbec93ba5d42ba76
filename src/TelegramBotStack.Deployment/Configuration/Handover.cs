namespace TelegramBotStack.Deployment.Configuration;

/// <summary>How the bot passes from one release to the next.</summary>
public enum Handover
{
    /// <summary>
    /// The new release waits beside the old one until that lets go. The bot must keep docs/process-contract.md, as one on
    /// the framework does.
    /// </summary>
    Standby,

    /// <summary>The old release is ended before the new one is started. For any program; there is a gap without a bot.</summary>
    StopFirst,
}
