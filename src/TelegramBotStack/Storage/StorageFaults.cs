namespace TelegramBotStack.Storage;

/// <summary>Tells of faults that a storage has gone around, so that they are in the status file.</summary>
internal sealed class StorageFaults
{
    /// <summary>Raised with the code and the message of a fault.</summary>
    public event Action<string, string>? Noted;

    public void Note(string code, string message) => Noted?.Invoke(code, message);
}
