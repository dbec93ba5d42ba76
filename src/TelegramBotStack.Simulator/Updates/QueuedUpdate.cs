namespace TelegramBotStack.Simulator.Updates;

/// <summary>An update that waits for confirmation; <paramref name="Json"/> is what getUpdates answers, verbatim.</summary>
internal sealed record QueuedUpdate(int Id, byte[] Json, DateTimeOffset ExpiresAt);
