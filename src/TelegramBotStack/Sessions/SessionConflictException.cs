namespace TelegramBotStack;

/// <summary>
/// A session was changed by two handlers at the same time, as one of a user may be who writes in two chats. The other's
/// change stays. <see cref="SessionExtensions.UpdateSessionAsync{T}"/> changes it without that.
/// </summary>
public sealed class SessionConflictException : Exception
{
    internal SessionConflictException(IEnumerable<string> names)
        : base($"Another handler has changed the session ({string.Join(", ", names)}) at the same time. Its change stays, this one is dropped.")
    {
    }
}
