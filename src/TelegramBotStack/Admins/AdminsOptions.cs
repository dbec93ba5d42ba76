namespace TelegramBotStack;

/// <summary>Who administers the bot from the beginning.</summary>
public sealed class AdminsOptions
{
    /// <summary>
    /// Ids at Telegram of administrators, besides those of the setting <c>BOT_ADMINS</c>. They are administrators for as
    /// long as they are named; no command takes that from them.
    /// </summary>
    public ISet<long> Ids { get; } = new HashSet<long>();

    /// <summary>
    /// Makes whoever first writes <c>/start</c> administrator, while nobody else is. Default: off, since a bot can be found
    /// by strangers as soon as it runs. Without effect when an administrator is named.
    /// </summary>
    public bool FirstComeIsAdmin { get; set; }
}
