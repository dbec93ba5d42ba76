namespace TelegramBotStack;

/// <summary>Whose calls are counted together.</summary>
public enum RateLimitScope
{
    /// <summary>Those of one user, in whatever chat.</summary>
    User,

    /// <summary>Those in one chat, of whatever user.</summary>
    Chat,

    /// <summary>All.</summary>
    Global,
}
