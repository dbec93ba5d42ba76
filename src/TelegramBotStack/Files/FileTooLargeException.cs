namespace TelegramBotStack;

/// <summary>A file is larger than it may be.</summary>
public sealed class FileTooLargeException : Exception
{
    internal FileTooLargeException(long? size, long maximum)
        : base($"The file has {(size is { } bytes ? $"{bytes} bytes" : "too many bytes")}, and may have {maximum}.")
    {
        Size = size;
        Maximum = maximum;
    }

    /// <summary>Its size in bytes; null where Telegram does not say.</summary>
    public long? Size { get; }

    /// <summary>What it may have, in bytes.</summary>
    public long Maximum { get; }
}
