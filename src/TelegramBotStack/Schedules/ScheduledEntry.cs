namespace TelegramBotStack;

/// <summary>Something that is going to run.</summary>
/// <param name="Id">Its number; no number is used twice, not even after a restart.</param>
/// <param name="Name">Its handler.</param>
/// <param name="ChatId">The chat it belongs to; null for none.</param>
/// <param name="UserId">The user it belongs to; null for none.</param>
/// <param name="DueAt">When it runs next, UTC.</param>
/// <param name="Recurrence">When it runs again; null for once.</param>
public record ScheduledEntry(long Id, string Name, long? ChatId, long? UserId, DateTimeOffset DueAt, Recurrence? Recurrence);

/// <summary>Something that is going to run, and what its handler is given.</summary>
/// <typeparam name="T">What it is given.</typeparam>
/// <param name="Id">Its number; no number is used twice, not even after a restart.</param>
/// <param name="Name">Its handler.</param>
/// <param name="ChatId">The chat it belongs to; null for none.</param>
/// <param name="UserId">The user it belongs to; null for none.</param>
/// <param name="DueAt">When it runs next, UTC.</param>
/// <param name="Recurrence">When it runs again; null for once.</param>
/// <param name="Payload">What was given when it was scheduled.</param>
public sealed record ScheduledEntry<T>(
    long Id, string Name, long? ChatId, long? UserId, DateTimeOffset DueAt, Recurrence? Recurrence, T Payload)
    : ScheduledEntry(Id, Name, ChatId, UserId, DueAt, Recurrence);
