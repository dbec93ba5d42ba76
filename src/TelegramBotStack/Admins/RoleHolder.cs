namespace TelegramBotStack;

/// <summary>Somebody who has a role.</summary>
/// <param name="UserId">The user's id at Telegram.</param>
/// <param name="Role">The role.</param>
/// <param name="Since">Since when, UTC; null when it comes from the configuration.</param>
/// <param name="By">Who gave it, as the id at Telegram; null when it was the bot itself or the configuration.</param>
public sealed record RoleHolder(long UserId, string Role, DateTimeOffset? Since, long? By);
