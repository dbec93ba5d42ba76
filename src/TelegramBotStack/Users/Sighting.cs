namespace TelegramBotStack.Users;

/// <summary>What is known of a user who was seen.</summary>
/// <param name="User">Null for one the bot does not know.</param>
/// <param name="IsNew">True when this made the user known: also when the update is delivered again, since the bot may not have been told.</param>
internal readonly record struct Sighting(BotUser? User, bool IsNew);
