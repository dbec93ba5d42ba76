namespace TelegramBotStack.Storage;

/// <summary>A value as a storage keeps it.</summary>
/// <param name="Json">The value, as JSON text in UTF-8.</param>
/// <param name="Version">Another number after each write, never 0; the backend chooses it.</param>
/// <param name="ExpiresAt">When it is gone; null for never.</param>
public sealed record StorageEntry(ReadOnlyMemory<byte> Json, long Version, DateTimeOffset? ExpiresAt)
{
    /// <summary>A number for a version that no other write has.</summary>
    public static long NewVersion() => Random.Shared.NextInt64(1, long.MaxValue);

    /// <summary>Whether it is gone.</summary>
    /// <param name="now">The time.</param>
    public bool IsExpired(DateTimeOffset now) => ExpiresAt <= now;
}
