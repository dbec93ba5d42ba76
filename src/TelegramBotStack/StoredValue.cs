namespace TelegramBotStack;

/// <summary>A value as it was read.</summary>
/// <typeparam name="T">Type of the value.</typeparam>
/// <param name="Value">The value, or the type's default when there is none.</param>
/// <param name="Version">Another number after each write; 0 when there is no value.</param>
/// <param name="ExpiresAt">When the value is gone; null for never.</param>
public readonly record struct StoredValue<T>(T? Value, long Version, DateTimeOffset? ExpiresAt)
{
    /// <summary>Whether there is a value.</summary>
    public bool Exists => Version != 0;
}
