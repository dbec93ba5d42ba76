using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Telegram.Bot.Types;

namespace TelegramBotStack.Users;

/// <summary>Users in the bot's storage, one key each.</summary>
internal sealed class StoredUsers(IStorage storage, IOptions<UsersOptions> options, TimeProvider time) : IUsers, IHostedService
{
    private const string Prefix = "botstack/users/";

    private readonly RecentUsers _recent = new(capacity: 20_000);

    // What is remembered of a user is changed together with the storage, so that it is never older than that.
    private readonly SemaphoreSlim[] _gates = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1))];

    /// <summary>Raised after a user was made known.</summary>
    public event Action<BotUser>? Registered;

    public async Task<BotUser> RegisterAsync(User user, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        return (await SeeAsync(user, registers: true, isPrivate: false, update: null, cancellationToken).ConfigureAwait(false)).User!;
    }

    public async Task<BotUser?> FindAsync(long id, CancellationToken cancellationToken = default)
    {
        if (_recent.TryFind(id, out var recent))
        {
            return recent;
        }

        using var _ = await EnterAsync(id, cancellationToken).ConfigureAwait(false);
        return await ReadAsync(id, cancellationToken).ConfigureAwait(false);
    }

    public async Task<bool> ExistsAsync(long id, CancellationToken cancellationToken = default)
        => await FindAsync(id, cancellationToken).ConfigureAwait(false) is not null;

    public async Task<bool> RemoveAsync(long id, CancellationToken cancellationToken = default)
    {
        using var _ = await EnterAsync(id, cancellationToken).ConfigureAwait(false);
        _recent.Forget(id);
        return await storage.DeleteAsync(KeyOf(id), cancellationToken).ConfigureAwait(false);
    }

    public async Task<long> CountAsync(CancellationToken cancellationToken = default)
        => await storage.EnumerateAsync(Prefix, cancellationToken: cancellationToken).LongCountAsync(cancellationToken).ConfigureAwait(false);

    public async IAsyncEnumerable<BotUser> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var key in storage.EnumerateAsync(Prefix, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            // One that was removed meanwhile is not there.
            if (await storage.GetAsync<BotUser>(key, cancellationToken).ConfigureAwait(false) is { } user)
            {
                yield return user;
            }
        }
    }

    public async Task<UserPage> PageAsync(int number, int size = 20, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, 1_000);
        var total = await CountAsync(cancellationToken).ConfigureAwait(false);
        var pages = (int)Math.Clamp((total + size - 1) / size, 1, int.MaxValue / size);
        var shown = Math.Min(number, pages);
        var keys = await storage.EnumerateAsync(Prefix, cancellationToken: cancellationToken)
            .Skip((shown - 1) * size).Take(size).ToListAsync(cancellationToken).ConfigureAwait(false);
        var users = await Task.WhenAll(keys.Select(key => storage.GetAsync<BotUser>(key, cancellationToken))).ConfigureAwait(false);
        return new UserPage([.. users.OfType<BotUser>()], shown, pages, total);
    }

    public Task SetBlockedAsync(long id, bool isBlocked, CancellationToken cancellationToken = default)
        => ChangeAsync(id, user => user.BlockedAt is not null == isBlocked ? user : user with { BlockedAt = isBlocked ? time.GetUtcNow() : null }, cancellationToken);

    /// <returns>False when the bot does not know the user.</returns>
    public Task<bool> ChooseLanguageAsync(long id, string language, CancellationToken cancellationToken)
        => ChangeAsync(id, user => user with { ChosenLanguage = language }, cancellationToken);

    /// <summary>
    /// Notes that a user was seen. Costs no write when nothing is new and the user was seen a moment ago, and no read for
    /// users seen lately.
    /// </summary>
    /// <param name="user">The user as Telegram told it.</param>
    /// <param name="registers">Whether one who is not known becomes known.</param>
    /// <param name="isPrivate">Whether the user wrote to the bot itself, which nobody does who has blocked it.</param>
    /// <param name="update">The update's id.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    public async Task<Sighting> SeeAsync(User user, bool registers, bool isPrivate, int? update, CancellationToken cancellationToken)
    {
        if (Recall(user, registers, isPrivate, update) is { } recalled)
        {
            return recalled;
        }

        var now = time.GetUtcNow();
        using var gate = await EnterAsync(user.Id, cancellationToken).ConfigureAwait(false);
        var known = await ReadAsync(user.Id, cancellationToken).ConfigureAwait(false);
        if ((known is null && !registers) || (known is not null && IsFresh(known, user, isPrivate, now)))
        {
            return new Sighting(known, WasRegisteredBy(known, update));
        }

        var isNew = false;
        var seen = await storage.UpdateAsync<BotUser>(
            KeyOf(user.Id),
            before =>
            {
                isNew = before is null;
                var after = (before ?? Create(user, update, now)).With(user, now);
                return isPrivate ? after with { BlockedAt = null } : after;
            },
            cancellationToken).ConfigureAwait(false);
        _recent.Keep(seen.Id, seen);
        if (isNew)
        {
            Registered?.Invoke(seen);
        }

        return new Sighting(seen, isNew || WasRegisteredBy(seen, update));
    }

    /// <summary>As <see cref="SeeAsync"/>, when neither the storage nor waiting is needed for it; null else.</summary>
    public Sighting? Recall(User user, bool registers, bool isPrivate, int? update)
        => _recent.TryFind(user.Id, out var recent) && (recent is null ? !registers : IsFresh(recent, user, isPrivate, time.GetUtcNow()))
            ? new Sighting(recent, WasRegisteredBy(recent, update))
            : null;

    /// <summary>Forgets what is remembered: another instance may have written since this one was last the active one.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _recent.Clear();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private bool IsFresh(BotUser stored, User user, bool isPrivate, DateTimeOffset now) => stored.IsCurrent(user)
        && now - stored.LastSeenAt < options.Value.LastSeenPrecision
        && !(isPrivate && stored.BlockedAt is not null);

    private static bool WasRegisteredBy(BotUser? user, int? update) => update is not null && user?.RegisteredBy == update;

    private static string KeyOf(long id) => Prefix + id.ToString(CultureInfo.InvariantCulture);

    private static BotUser Create(User user, int? update, DateTimeOffset now) => new()
    {
        Id = user.Id,
        FirstName = user.FirstName,
        FirstSeenAt = now,
        LastSeenAt = now,
        RegisteredBy = update,
    };

    private async Task<BotUser?> ReadAsync(long id, CancellationToken cancellationToken)
    {
        if (_recent.TryFind(id, out var recent))
        {
            return recent;
        }

        var stored = await storage.GetAsync<BotUser>(KeyOf(id), cancellationToken).ConfigureAwait(false);
        _recent.Keep(id, stored);
        return stored;
    }

    private async Task<bool> ChangeAsync(long id, Func<BotUser, BotUser> change, CancellationToken cancellationToken)
    {
        using var _ = await EnterAsync(id, cancellationToken).ConfigureAwait(false);
        var known = await ReadAsync(id, cancellationToken).ConfigureAwait(false);
        if (known is not null && !ReferenceEquals(change(known), known))
        {
            _recent.Keep(id, await storage.UpdateAsync<BotUser>(KeyOf(id), before => change(before ?? known), cancellationToken).ConfigureAwait(false));
        }

        return known is not null;
    }

    private async Task<Gate> EnterAsync(long id, CancellationToken cancellationToken)
    {
        var gate = _gates[(ulong)id % (ulong)_gates.Length];
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Gate(gate);
    }

    private readonly struct Gate(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
