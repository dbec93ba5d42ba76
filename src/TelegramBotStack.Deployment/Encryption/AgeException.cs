namespace TelegramBotStack.Deployment.Encryption;

/// <summary>Encrypted content cannot be read: it is damaged, cut off, of another format, or for other identities.</summary>
public sealed class AgeException : Exception
{
    /// <summary>Says what is wrong.</summary>
    public AgeException(string message)
        : base(message)
    {
    }

    /// <summary>Says what is wrong, and what it came from.</summary>
    public AgeException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
