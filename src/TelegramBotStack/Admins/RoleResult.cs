namespace TelegramBotStack;

/// <summary>How giving or taking a role ended.</summary>
public enum RoleResult
{
    /// <summary>It was done.</summary>
    Done,

    /// <summary>The user has the role already.</summary>
    AlreadyHeld,

    /// <summary>The user does not have the role.</summary>
    NotHeld,

    /// <summary>Nobody would be administrator any more.</summary>
    LastAdmin,

    /// <summary>The role comes from the configuration, and is taken there.</summary>
    Configured,
}
