using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;
using TelegramBotStack.Admins;
using TelegramBotStack.Polling;
using TelegramBotStack.Users;

namespace TelegramBotStack.Commands;

/// <summary>
/// Tells Telegram the menus while this instance is the active one: what differs from what it was told before, several at a
/// time, and again what failed.
/// </summary>
internal sealed partial class CommandMenuPublisher(
    ITelegramBotClient client,
    MenuPlan plan,
    IStorage storage,
    TimeProvider time,
    ILogger<CommandMenuPublisher> logger,
    StoredUsers? users = null,
    StoredRoles? roles = null) : BackgroundService
{
    private const string Key = "botstack/menus";
    private const int CallsAtOnce = 4;

    private readonly Channel<bool> _wanted = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    // Chats that Telegram refused, with the hash it refused: repeating that helps only when the person has written meanwhile.
    private readonly ConcurrentDictionary<string, string> _refused = new(StringComparer.Ordinal);

    /// <summary>Looks again at what the menus should be.</summary>
    public void Refresh() => _wanted.Writer.TryWrite(true);

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (users is not null)
        {
            users.Registered += Registered;
        }

        if (roles is not null)
        {
            roles.Changed += Refresh;
        }

        _refused.Clear();
        Refresh();
        return base.StartAsync(cancellationToken);
    }

    public override Task StopAsync(CancellationToken cancellationToken)
    {
        if (users is not null)
        {
            users.Registered -= Registered;
        }

        if (roles is not null)
        {
            roles.Changed -= Refresh;
        }

        return base.StopAsync(cancellationToken);
    }

    /// <summary>In the background: the bot answers meanwhile, also when Telegram refuses menus.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var backoff = new Backoff(Random.Shared);
        while (true)
        {
            await _wanted.Reader.ReadAsync(stoppingToken).ConfigureAwait(false);
            try
            {
                await PublishAsync(stoppingToken).ConfigureAwait(false);
                backoff.Reset();
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(logger, exception);
                // Longer than between polls: nobody waits for a menu.
                await Task.Delay(backoff.Next() + TimeSpan.FromSeconds(1), time, stoppingToken).ConfigureAwait(false);
                Refresh();
            }
        }
    }

    private void Registered(BotUser user)
    {
        if (_refused.TryRemove(MenuKey.Of(user.Id, null), out _) || roles?.Everyone().Contains(user.Id) == true)
        {
            Refresh();
        }
    }

    /// <exception cref="AggregateException">Some menu could not be told; all others have been.</exception>
    private async Task PublishAsync(CancellationToken cancellationToken)
    {
        var menus = await plan.MakeAsync(cancellationToken).ConfigureAwait(false);
        var told = (await storage.GetAsync<PublishedMenus>(Key, cancellationToken).ConfigureAwait(false))?.Hashes ?? [];
        var hashes = new ConcurrentDictionary<string, string>(told, StringComparer.Ordinal);
        var failures = new ConcurrentQueue<Exception>();
        var changed = menus.Where(menu => told.GetValueOrDefault(menu.Key) != menu.Hash && _refused.GetValueOrDefault(menu.Key) != menu.Hash);
        var gone = told.Keys.Except(menus.Select(menu => menu.Key)).Select(MenuKey.Parse).Select(key => new Menu(key.Chat, key.Language, []));
        try
        {
            await Parallel.ForEachAsync(
                changed.Concat(gone),
                new ParallelOptions { MaxDegreeOfParallelism = CallsAtOnce, CancellationToken = cancellationToken },
                async (menu, cancel) =>
                {
                    try
                    {
                        await TellAsync(menu, hashes, cancel).ConfigureAwait(false);
                    }
                    catch (Exception exception) when (!cancel.IsCancellationRequested)
                    {
                        failures.Enqueue(exception);
                    }
                }).ConfigureAwait(false);
        }
        finally
        {
            // Also when the instance has to let go in the middle: its successor does not tell again what was told.
            if (hashes.Count != told.Count || hashes.Any(one => told.GetValueOrDefault(one.Key) != one.Value))
            {
                await storage.SetAsync(Key, new PublishedMenus(new(hashes)), CancellationToken.None).ConfigureAwait(false);
            }
        }

        if (!failures.IsEmpty)
        {
            throw new AggregateException("Telegram did not take all menus of commands; they are told again.", failures);
        }
    }

    private async Task TellAsync(Menu menu, ConcurrentDictionary<string, string> hashes, CancellationToken cancellationToken)
    {
        BotCommandScope? scope = menu.Chat is { } chat ? new BotCommandScopeChat { ChatId = chat } : null;
        try
        {
            if (menu.Commands.Count > 0)
            {
                await client.SetMyCommands(menu.Commands, scope, menu.Language, cancellationToken).ConfigureAwait(false);
                hashes[menu.Key] = menu.Hash;
            }
            else
            {
                await client.DeleteMyCommands(scope, menu.Language, cancellationToken).ConfigureAwait(false);
                hashes.TryRemove(menu.Key, out _);
            }

            _refused.TryRemove(menu.Key, out _);
        }
        catch (ApiRequestException exception) when (menu.Chat is not null && exception.ErrorCode is 400 or 403)
        {
            // Somebody who has never written to the bot, or has blocked it: the menu is told when they write.
            hashes.TryRemove(menu.Key, out _);
            _refused[menu.Key] = menu.Hash;
            LogRefused(logger, menu.Key, exception.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The menus of commands could not be told to Telegram. They are told again.")]
    private static partial void LogFailed(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Telegram does not take the menu of commands for {Menu}: {Cause}. It is told again when that person first writes to the bot, or at the next start.")]
    private static partial void LogRefused(ILogger logger, string menu, string cause);
}
