namespace TelegramBotStack;

/// <summary>Who shares a session.</summary>
public enum SessionScope
{
    /// <summary>One for each user in each chat.</summary>
    UserInChat,

    /// <summary>One for each user, in whatever chat.</summary>
    User,

    /// <summary>One for each chat, of whatever user.</summary>
    Chat,
}
