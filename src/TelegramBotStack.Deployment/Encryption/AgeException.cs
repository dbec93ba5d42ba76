namespace TelegramBotStack.Deployment.Encryption;

/// <summary>Encrypted content cannot be read: it is damaged, cut off, of another format, or for other identities.</summary>
public sealed class AgeException : Exception
{
    /// <summary>Says what is wrong.</summary>
    public AgeException(string message)
        : base(message)
    {
    }

    /// <summary>What kind of problem it is. Default: the content is damaged.</summary>
    public AgeProblem Problem { get; init; } = AgeProblem.Damaged;

    /// <summary>Says what is wrong, and what it came from.</summary>
    public AgeException(string message, Exception inner)
        : base(message, inner)
    {
    }
}

/// <summary>Why encrypted content cannot be read.</summary>
public enum AgeProblem
{
    /// <summary>It is damaged or cut off.</summary>
    Damaged,

    /// <summary>It is of another format.</summary>
    OtherFormat,

    /// <summary>It is for other identities.</summary>
    ForOthers,
}
