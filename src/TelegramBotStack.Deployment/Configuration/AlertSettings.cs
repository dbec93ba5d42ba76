namespace TelegramBotStack.Deployment.Configuration;

/// <summary>Where alerts go and when; nowhere by default.</summary>
/// <param name="Chat">Id of the Telegram chat, negative for a group; null for none. The bot itself sends there.</param>
/// <param name="Webhook">Name of the secret with the address that alerts are posted to as JSON; null for none.</param>
public sealed record AlertSettings(long? Chat = null, string? Webhook = null)
{
    /// <summary>Whether a watcher on the host tells when the bot goes bad and when it is well again. Default: yes.</summary>
    public bool Watch { get; init; } = true;

    /// <summary>How long a condition must hold until the watcher tells of it. Default: 30 s.</summary>
    public TimeSpan After { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>After how long the watcher tells again of what is still bad; at least a minute. Default: 6 h.</summary>
    public TimeSpan Repeat { get; init; } = TimeSpan.FromHours(6);

    /// <summary>Free space, in bytes, below which the disk of the bot's data counts as nearly full. Default: 500 MiB.</summary>
    public long DiskFree { get; init; } = 500L << 20;
}
