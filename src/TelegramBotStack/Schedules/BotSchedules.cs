using System.Globalization;
using System.Text.Json;
using TelegramBotStack.Schedules;
using TelegramBotStack.Storage;

namespace TelegramBotStack;

/// <summary>What is going to run: adds to it, lists it, takes from it. A service of the bot.</summary>
public sealed class BotSchedules
{
    private readonly ScheduleBook _book;
    private readonly IStorage _storage;
    private readonly StorageJson _json;
    private readonly BotHandlers _handlers;
    private readonly ScheduleSettings _settings;
    private readonly TimeProvider _time;

    internal BotSchedules(
        ScheduleBook book, IStorage storage, StorageJson json, BotHandlers handlers, ScheduleSettings settings, TimeProvider time)
    {
        _book = book;
        _storage = storage;
        _json = json;
        _handlers = handlers;
        _settings = settings;
        _time = time;
    }

    /// <summary>Time zone of whoever has named none.</summary>
    public TimeZoneInfo DefaultTimeZone => _settings.TimeZone is { } name ? TimeZones.Find(name) : TimeZoneInfo.Local;

    /// <summary>Schedules a run.</summary>
    /// <typeparam name="T">What the handler is given.</typeparam>
    /// <param name="name">Name of the handler.</param>
    /// <param name="at">When; a time that has passed is at once.</param>
    /// <param name="payload">What the handler is given. Kept as JSON.</param>
    /// <param name="chatId">The chat it belongs to. Default: none.</param>
    /// <param name="userId">The user it belongs to. Default: none.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    /// <returns>The entry; it survives a crash from now on.</returns>
    /// <exception cref="ArgumentException">There is no such handler.</exception>
    public Task<ScheduledEntry> AddAsync<T>(
        string name, DateTimeOffset at, T payload, long? chatId = null, long? userId = null, CancellationToken cancellationToken = default)
        => AddAsync(name, at, null, payload, chatId, userId, null, cancellationToken);

    /// <summary>Schedules runs that come again and again.</summary>
    /// <typeparam name="T">What the handler is given.</typeparam>
    /// <param name="name">Name of the handler.</param>
    /// <param name="recurrence">When. Without a zone of its own it is read in that of the user, else of the bot.</param>
    /// <param name="payload">What the handler is given. Kept as JSON.</param>
    /// <param name="chatId">The chat it belongs to. Default: none.</param>
    /// <param name="userId">The user it belongs to. Default: none.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    /// <returns>The entry; it survives a crash from now on.</returns>
    /// <exception cref="ArgumentException">There is no such handler, or the recurrence never comes.</exception>
    public Task<ScheduledEntry> AddAsync<T>(
        string name, Recurrence recurrence, T payload, long? chatId = null, long? userId = null, CancellationToken cancellationToken = default)
        => AddAsync(name, null, recurrence, payload, chatId, userId, null, cancellationToken);

    /// <summary>Takes an entry away. One that is just running ends its run.</summary>
    /// <param name="id">Number of the entry.</param>
    /// <param name="chatId">Only if it belongs to this chat, so that nobody cancels what is another's. Default: any.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    /// <returns>False when there is no such entry.</returns>
    public async Task<bool> CancelAsync(long id, long? chatId = null, CancellationToken cancellationToken = default)
        => await _book.FindAsync(id, cancellationToken).ConfigureAwait(false) is { } item
            && (chatId is null || item.ChatId == chatId)
            && await _book.RemoveAsync(id, cancellationToken).ConfigureAwait(false);

    /// <summary>Lists what is going to run, the next first.</summary>
    /// <param name="chatId">Only what belongs to this chat. Default: everything.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    public async Task<IReadOnlyList<ScheduledEntry>> ListAsync(long? chatId = null, CancellationToken cancellationToken = default)
    {
        var items = await _book.ListAsync(cancellationToken).ConfigureAwait(false);
        return [.. items.Where(item => chatId is null || item.ChatId == chatId).OrderBy(item => item.RunsAt).ThenBy(item => item.Id).Select(item => item.ToEntry())];
    }

    /// <summary>Lists what a handler is going to run for, with what it is given, the next first.</summary>
    /// <typeparam name="T">What the handler is given.</typeparam>
    /// <param name="name">Name of the handler.</param>
    /// <param name="chatId">Only what belongs to this chat. Default: everything.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    /// <exception cref="JsonException">What was given is no <typeparamref name="T"/>.</exception>
    public async Task<IReadOnlyList<ScheduledEntry<T>>> ListAsync<T>(string name, long? chatId = null, CancellationToken cancellationToken = default)
    {
        var items = await _book.ListAsync(cancellationToken).ConfigureAwait(false);
        return [.. items.Where(item => item.Name == name && (chatId is null || item.ChatId == chatId))
            .OrderBy(item => item.RunsAt).ThenBy(item => item.Id).Select(item => item.ToEntry<T>(_json))];
    }

    /// <summary>Remembers a user's time zone. What recurs for the user and names no zone of its own goes by it from now on.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="timeZone">Such as <c>Europe/Berlin</c>.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    /// <exception cref="ArgumentException">This machine does not know the zone.</exception>
    public async Task SetTimeZoneAsync(long userId, string timeZone, CancellationToken cancellationToken = default)
    {
        var zone = TimeZones.Find(timeZone);
        await _storage.SetAsync(ZoneKeyOf(userId), timeZone, cancellationToken).ConfigureAwait(false);
        // What is just running looks for the zone itself when it has ended.
        foreach (var item in (await _book.ListAsync(cancellationToken).ConfigureAwait(false))
            .Where(item => item is { FollowsUser: true, HasBegun: false, Cron: not null } && item.UserId == userId && item.TimeZone != zone.Id))
        {
            if (Recurrence.Cron(item.Cron!).Next(_time.GetUtcNow(), zone) is { } due)
            {
                await _book.SaveAsync(item with { DueAt = due, TimeZone = zone.Id }, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The user's time zone, or the bot's for a user who has named none.</summary>
    /// <param name="userId">The user; null for none.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    public async Task<TimeZoneInfo> GetTimeZoneAsync(long? userId, CancellationToken cancellationToken = default)
        => userId is { } id && await _storage.GetAsync<string>(ZoneKeyOf(id), cancellationToken).ConfigureAwait(false) is { } name
            && TimeZones.TryFind(name) is { } zone
                ? zone
                : DefaultTimeZone;

    internal async Task<ScheduledEntry> AddAsync<T>(
        string name,
        DateTimeOffset? at,
        Recurrence? recurrence,
        T payload,
        long? chatId,
        long? userId,
        string? onceKey,
        CancellationToken cancellationToken)
    {
        if (_handlers.Schedules.Find(name) is null)
        {
            throw new ArgumentException($"Nothing handles '{name}'. Add a handler with Schedule(\"{name}\", …).", nameof(name));
        }

        var due = at;
        string? zone = null;
        if (recurrence is not null)
        {
            var where = recurrence.TimeZone is { } named
                ? TimeZones.Find(named)
                : await GetTimeZoneAsync(userId, cancellationToken).ConfigureAwait(false);
            zone = where.Id;
            due = recurrence.Next(_time.GetUtcNow(), where)
                ?? throw new ArgumentException($"'{recurrence.Expression}' never comes.", nameof(recurrence));
        }

        var item = new ScheduledItem
        {
            Id = 0,
            Name = name,
            ChatId = chatId,
            UserId = userId,
            DueAt = due!.Value.ToUniversalTime(),
            Cron = recurrence?.Expression,
            TimeZone = zone,
            FollowsUser = recurrence is { TimeZone: null } && userId is not null,
            Payload = JsonSerializer.Deserialize(_json.Serialize(payload).Span, PlainJson.Default.JsonElement),
        };
        return (await _book.AddAsync(item, onceKey, cancellationToken).ConfigureAwait(false)).ToEntry();
    }

    private static string ZoneKeyOf(long userId) => string.Create(CultureInfo.InvariantCulture, $"botstack/time-zone/{userId}");
}
