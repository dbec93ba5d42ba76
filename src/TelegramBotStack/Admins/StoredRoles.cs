using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace TelegramBotStack.Admins;

/// <summary>Roles in the bot's storage and, while this instance is the active one, in memory.</summary>
internal sealed partial class StoredRoles(IStorage storage, AdminSetting setting, TimeProvider time, ILogger<StoredRoles> logger) : IRoles, IHostedService, IDisposable
{
    private const string Key = "botstack/roles";
    private const int LongestRole = 64;

    private readonly SemaphoreSlim _changing = new(1);
    private volatile Snapshot _now = new(RoleBook.Empty);

    /// <summary>Raised after a change was written.</summary>
    public event Action? Changed;

    public IReadOnlyList<RoleChange> History => _now.Book.Changes;

    public bool HasAdmins => setting.Ids.Count > 0 || _now.Book.Holders.Any(holder => holder.Role == IRoles.Admin);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _now = new Snapshot(await storage.GetAsync<RoleBook>(Key, cancellationToken).ConfigureAwait(false) ?? RoleBook.Empty);
        if (!HasAdmins && !setting.FirstComeIsAdmin)
        {
            LogNoAdmin(logger);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public bool IsAdmin(long userId) => Has(userId, IRoles.Admin);

    public bool Has(long userId, string role)
        => setting.Ids.Contains(userId) || _now.Held.Contains((userId, IRoles.Admin)) || _now.Held.Contains((userId, role));

    public bool IsConfigured(long userId) => setting.Ids.Contains(userId);

    public IReadOnlyList<RoleHolder> Holders(string role)
    {
        var configured = role == IRoles.Admin ? setting.Ids.Order().Select(id => new RoleHolder(id, role, null, null)) : [];
        return [.. configured, .. _now.Book.Holders.Where(holder => holder.Role == role && (role != IRoles.Admin || !IsConfigured(holder.UserId)))];
    }

    /// <summary>All who have any role.</summary>
    public IReadOnlyCollection<long> Everyone() => [.. setting.Ids.Concat(_now.Book.Holders.Select(holder => holder.UserId)).Distinct()];

    public Task<RoleResult> GrantAsync(long userId, string role, long? by = null, CancellationToken cancellationToken = default)
        => ChangeAsync(userId, role, isGranted: true, by, update: null, cancellationToken);

    public Task<RoleResult> RevokeAsync(long userId, string role, long? by = null, CancellationToken cancellationToken = default)
        => ChangeAsync(userId, role, isGranted: false, by, update: null, cancellationToken);

    public Task<RoleResult> ChangeAsync(UpdateContext context, long userId, string role, bool isGranted)
        => ChangeAsync(userId, role, isGranted, context.User?.Id, context.Update.Id, context.CancellationToken);

    /// <summary>Makes somebody administrator if nobody is, however many ask at once.</summary>
    public async Task<bool> ClaimAsync(UpdateContext context, long userId)
    {
        if (HasAdmins)
        {
            return false;
        }

        return await WriteAsync(
            book => book.Holders.Any(holder => holder.Role == IRoles.Admin)
                ? (book, RoleResult.AlreadyHeld)
                : book.Apply(Describe(userId, IRoles.Admin, true, userId, context.Update.Id), setting.Ids),
            context.CancellationToken).ConfigureAwait(false) == RoleResult.Done;
    }

    public void Dispose() => _changing.Dispose();

    private Task<RoleResult> ChangeAsync(long userId, string role, bool isGranted, long? by, int? update, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(role);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(role.Length, LongestRole, nameof(role));
        return WriteAsync(book => book.Apply(Describe(userId, role, isGranted, by, update), setting.Ids), cancellationToken);
    }

    private async Task<RoleResult> WriteAsync(Func<RoleBook, (RoleBook After, RoleResult Result)> change, CancellationToken cancellationToken)
    {
        // One after the other, so that what is in memory is never older than what is stored.
        await _changing.WaitAsync(cancellationToken).ConfigureAwait(false);
        RoleResult result = default;
        RoleBook before = RoleBook.Empty, after;
        try
        {
            after = await storage.UpdateAsync<RoleBook>(
                Key,
                stored =>
                {
                    before = stored ?? RoleBook.Empty;
                    (var changed, result) = change(before);
                    return changed;
                },
                cancellationToken).ConfigureAwait(false);
            _now = new Snapshot(after);
        }
        finally
        {
            _changing.Release();
        }

        if (!ReferenceEquals(before, after))
        {
            Log(after.Changes[^1]);
            Changed?.Invoke();
        }

        return result;
    }

    private RoleChange Describe(long userId, string role, bool isGranted, long? by, int? update)
        => new(time.GetUtcNow(), userId, role, isGranted, by) { Update = update };

    private void Log(RoleChange change)
    {
        if (change.IsGranted)
        {
            LogGranted(logger, change.Role, change.UserId, change.By);
        }
        else
        {
            LogRevoked(logger, change.Role, change.UserId, change.By);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The role '{Role}' was given to user {User} by {By}.")]
    private static partial void LogGranted(ILogger logger, string role, long user, long? by);

    [LoggerMessage(Level = LogLevel.Information, Message = "The role '{Role}' was taken from user {User} by {By}.")]
    private static partial void LogRevoked(ILogger logger, string role, long user, long? by);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Nobody is administrator of the bot. Write /my_id to it, set BOT_ADMINS to the number it answers, and start it again.")]
    private static partial void LogNoAdmin(ILogger logger);

    private sealed class Snapshot(RoleBook book)
    {
        public RoleBook Book => book;

        public HashSet<(long User, string Role)> Held { get; } = [.. book.Holders.Select(holder => (holder.UserId, holder.Role))];
    }
}
