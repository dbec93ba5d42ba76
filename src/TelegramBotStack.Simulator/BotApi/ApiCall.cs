namespace TelegramBotStack.Simulator;

/// <summary>An API call the bot has made.</summary>
/// <param name="Method">The method in the spelling of the Bot API documentation, or as given if unknown.</param>
/// <param name="Arguments">Its arguments as text; a value that is no string in its JSON form.</param>
/// <param name="Status">HTTP status of the answer; 0 if the connection was dropped or the client hung up.</param>
/// <param name="ReceivedAt">When it was received, UTC.</param>
public sealed record ApiCall(
    string Method,
    IReadOnlyDictionary<string, string> Arguments,
    int Status,
    DateTimeOffset ReceivedAt)
{
    /// <summary>The description in the answer of a call that failed; null for one that did not.</summary>
    public string? Error { get; init; }
}
