namespace TelegramBotStack;

/// <summary>Something that is going to run.</summary>
/// <param name="Id">Its number; no number is used twice, not even after a restart.</param>
/// <param name="Name">Its handler.</param>
/// <param name="ChatId">The chat it belongs to; null for none.</param>
/// <param name="UserId">The user it belongs to; null for none.</param>
/// <param name="DueAt">When it runs next, UTC.</param>
/// <param name="Recurrence">When it runs again; null for once.</param>
public sealed record ScheduledEntry(long Id, string Name, long? ChatId, long? UserId, DateTimeOffset DueAt, Recurrence? Recurrence);
