namespace TelegramBotStack.Simulator.Updates;

/// <summary>
/// An update that waits for confirmation; <paramref name="Json"/> is what getUpdates answers, verbatim. Of those with the
/// same key a webhook gets one at a time.
/// </summary>
internal sealed record QueuedUpdate(int Id, byte[] Json, DateTimeOffset ExpiresAt, long Key);
