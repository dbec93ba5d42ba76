namespace TelegramBotStack;

/// <summary>The database behind a storage cannot be reached or does not answer, and was tried several times.</summary>
/// <remarks>The message names the database, never the password.</remarks>
public sealed class StorageUnavailableException : Exception
{
    /// <summary>Says what was tried.</summary>
    /// <param name="message">Which database, what happened, and what to do.</param>
    /// <param name="innerException">What the database's client says.</param>
    public StorageUnavailableException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
