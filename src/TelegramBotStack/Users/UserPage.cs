namespace TelegramBotStack;

/// <summary>A part of the list of users.</summary>
/// <param name="Users">The users of this page, at most as many as asked for.</param>
/// <param name="Number">Number of the page, from 1.</param>
/// <param name="Pages">How many pages there are, at least 1.</param>
/// <param name="Total">How many users there are.</param>
public sealed record UserPage(IReadOnlyList<BotUser> Users, int Number, int Pages, long Total);
