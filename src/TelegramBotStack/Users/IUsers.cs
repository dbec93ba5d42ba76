using Telegram.Bot.Types;

namespace TelegramBotStack;

/// <summary>
/// The bot's users. Each has a key of its own in the bot's storage, so that users who come at the same time, whichever
/// instance they come to, never overwrite each other.
/// </summary>
public interface IUsers
{
    /// <summary>Makes a user known. Does nothing but bring names up to date when the user is known.</summary>
    /// <param name="user">The user as Telegram told it.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    /// <returns>The user as the bot knows it now.</returns>
    Task<BotUser> RegisterAsync(User user, CancellationToken cancellationToken = default);

    /// <summary>Finds a user by id; null when the bot knows none.</summary>
    /// <param name="id">The user's id at Telegram.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    Task<BotUser?> FindAsync(long id, CancellationToken cancellationToken = default);

    /// <summary>Tells whether the bot knows the user.</summary>
    /// <param name="id">The user's id at Telegram.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    Task<bool> ExistsAsync(long id, CancellationToken cancellationToken = default);

    /// <summary>Forgets a user, who is new again at the next message. Roles are kept apart and stay.</summary>
    /// <param name="id">The user's id at Telegram.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    /// <returns>True when the bot knew the user.</returns>
    Task<bool> RemoveAsync(long id, CancellationToken cancellationToken = default);

    /// <summary>How many users the bot knows, those who have blocked it among them.</summary>
    /// <param name="cancellationToken">Ends the operation.</param>
    Task<long> CountAsync(CancellationToken cancellationToken = default);

    /// <summary>All users, one after the other, without holding all of them in memory; the order is the storage's and stays the same.</summary>
    /// <param name="cancellationToken">Ends the listing.</param>
    IAsyncEnumerable<BotUser> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>One page of all users.</summary>
    /// <param name="number">From 1; beyond the last page it is the last one.</param>
    /// <param name="size">Users on a page, 1 to 1,000.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    Task<UserPage> PageAsync(int number, int size = 20, CancellationToken cancellationToken = default);

    /// <summary>Notes that the bot can, or cannot, write to a user. The framework does this by what Telegram says.</summary>
    /// <param name="id">The user's id at Telegram; an unknown one is left alone.</param>
    /// <param name="isBlocked">True when the bot cannot write.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    Task SetBlockedAsync(long id, bool isBlocked, CancellationToken cancellationToken = default);
}
