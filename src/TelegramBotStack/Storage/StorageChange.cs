namespace TelegramBotStack.Storage;

/// <summary>A write or a deletion.</summary>
/// <param name="Key">Of the value.</param>
/// <param name="Json">The new value, as JSON text in UTF-8; null to delete it.</param>
/// <param name="ExpiresAt">When the new value is gone, in whole milliseconds; null for never.</param>
/// <param name="Condition">What must hold for it.</param>
public sealed record StorageChange(
    string Key, ReadOnlyMemory<byte>? Json, DateTimeOffset? ExpiresAt = null, StorageCondition Condition = default);
