using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Telegram.Bot.Exceptions;

namespace TelegramBotStack.Schedules;

/// <summary>Runs what is due, while this instance is the active one.</summary>
internal sealed partial class Scheduler(
    ScheduleBook book,
    BotHandlers handlers,
    BotSchedules schedules,
    ScheduleSettings settings,
    IServiceScopeFactory scopes,
    TimeProvider time,
    ILogger<Scheduler> logger) : BackgroundService
{
    // The clock on the wall may be set while this waits.
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LateFrom = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan[] Pauses =
        [TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1)];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (handlers.Schedules.Handlers.Count == 0)
        {
            return;
        }

        var runs = new HashSet<Task>();
        try
        {
            await book.LoadAsync(stoppingToken).ConfigureAwait(false);
            await AlignFixedAsync(stoppingToken).ConfigureAwait(false);
            while (true)
            {
                // A wait that is over when it is told to stop does not say so.
                stoppingToken.ThrowIfCancellationRequested();
                runs.RemoveWhere(run => run.IsCompleted);
                var changed = book.Changed;
                var due = book.TakeDue(time.GetUtcNow(), settings.Concurrency - runs.Count, out var next);
                foreach (var item in due)
                {
                    runs.Add(Task.Run(() => RunAsync(item, stoppingToken), CancellationToken.None));
                }

                await WaitAsync(changed, next, runs, stoppingToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAll(runs).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        finally
        {
            book.Forget();
        }
    }

    private async Task WaitAsync(Task changed, DateTimeOffset? next, HashSet<Task> runs, CancellationToken stop)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var waits = new List<Task> { changed };
        if (runs.Count >= settings.Concurrency)
        {
            waits.Add(Task.WhenAny(runs));
        }
        else
        {
            var sleep = next - time.GetUtcNow() ?? LongestSleep;
            waits.Add(Task.Delay(sleep > LongestSleep ? LongestSleep : sleep > TimeSpan.Zero ? sleep : TimeSpan.Zero, time, over.Token));
            if (next <= time.GetUtcNow())
            {
                // The clock was put forward after it was read, and before the wait by it began.
                return;
            }
        }

        await Task.WhenAny(waits).WaitAsync(stop).ConfigureAwait(false);
        await over.CancelAsync().ConfigureAwait(false);
    }

    /// <summary>Makes what the bot's code runs by itself the same in the book.</summary>
    private async Task AlignFixedAsync(CancellationToken cancellationToken)
    {
        var known = (await book.ListAsync(cancellationToken).ConfigureAwait(false)).Where(item => item.IsFixed).ToLookup(item => item.Name);
        foreach (var gone in known.SelectMany(items => items).Where(item => handlers.Schedules.Find(item.Name)?.Recurrence is null))
        {
            await book.RemoveAsync(gone.Id, cancellationToken).ConfigureAwait(false);
        }

        foreach (var handler in handlers.Schedules.Handlers.Where(handler => handler.Recurrence is not null))
        {
            var recurrence = handler.Recurrence!;
            var zone = recurrence.TimeZone is { } name ? TimeZones.Find(name) : schedules.DefaultTimeZone;
            var before = known[handler.Name].FirstOrDefault();
            if (before is not null && before.Cron == recurrence.Expression && before.TimeZone == zone.Id)
            {
                continue;
            }

            if (recurrence.Next(time.GetUtcNow(), zone) is not { } due)
            {
                continue;
            }

            var item = new ScheduledItem
            {
                Id = before?.Id ?? 0, Name = handler.Name, DueAt = due, Cron = recurrence.Expression, TimeZone = zone.Id, IsFixed = true,
            };
            _ = before is null
                ? await book.AddAsync(item, onceKey: null, cancellationToken).ConfigureAwait(false) is not null
                : await book.SaveAsync(item, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task RunAsync(ScheduledItem item, CancellationToken stop)
    {
        try
        {
            if (handlers.Schedules.Find(item.Name) is not { } handler)
            {
                // Another release may know it; it stays until then.
                LogUnknown(logger, item.Name, item.Id);
                return;
            }

            if (handler.Options.Missed == MissedSchedule.Skip && !item.HasBegun && time.GetUtcNow() - item.DueAt > LateFrom)
            {
                LogSkipped(logger, item.Name, item.Id, item.DueAt);
                await FinishAsync(item, stop).ConfigureAwait(false);
            }
            else
            {
                await RunAsync(item, handler, stop).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The next active instance goes on.
            return;
        }
        catch (Exception exception)
        {
            // The storage. What has begun is run again after the next start, unless this was its last word.
            LogNotKept(logger, item.Name, item.Id, exception);
            await Task.Delay(Pauses[0], time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (handlers.Schedules.Find(item.Name) is not null)
        {
            book.GiveBack(item.Id);
        }
    }

    private async Task RunAsync(ScheduledItem item, ScheduledHandler handler, CancellationToken stop)
    {
        var scope = scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            var run = new ScheduledRun(item, handler.Options, book, scope.ServiceProvider, logger, stop);
            if (!await run.BeginAsync().ConfigureAwait(false))
            {
                return;
            }

            try
            {
                await handler.Run(run).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                throw;
            }
            catch (OperationCanceledException) when (run.WasCancelled)
            {
                // Cancelled while it ran.
                return;
            }
            catch (ApiRequestException exception) when (exception.ErrorCode == 403)
            {
                LogUnreachable(logger, item.Name, item.Id, exception.Message);
            }
            catch (Exception exception) when (run.Item.Cron is null && run.Item.Failures < Pauses.Length)
            {
                var pause = Pauses[run.Item.Failures];
                LogFailed(logger, item.Name, item.Id, pause.TotalSeconds, exception);
                await book.SaveAsync(
                    run.Item with { Failures = run.Item.Failures + 1, RetryAt = time.GetUtcNow() + pause }, stop).ConfigureAwait(false);
                return;
            }
            catch (Exception exception)
            {
                LogGivenUp(logger, item.Name, item.Id, exception);
            }

            // Not to be given up: this is what keeps it from running twice.
            await FinishAsync(run.Item, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private async Task FinishAsync(ScheduledItem item, CancellationToken cancellationToken)
    {
        if (item.Cron is { } expression && await NextOfAsync(item, expression, cancellationToken).ConfigureAwait(false) is var (next, zone))
        {
            var again = item with { DueAt = next, TimeZone = zone, HasBegun = false, Sent = 0, IsSending = false, Failures = 0, RetryAt = null };
            await book.SaveAsync(again, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await book.RemoveAsync(item.Id, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<(DateTimeOffset At, string Zone)?> NextOfAsync(ScheduledItem item, string expression, CancellationToken cancellationToken)
    {
        var zone = item.FollowsUser
            ? await schedules.GetTimeZoneAsync(item.UserId, cancellationToken).ConfigureAwait(false)
            : TimeZones.TryFind(item.TimeZone ?? "");
        if (zone is null)
        {
            LogUnknownZone(logger, item.TimeZone, item.Name, item.Id);
            zone = TimeZoneInfo.Utc;
        }

        var now = time.GetUtcNow();
        return Recurrence.Cron(expression).Next(now > item.DueAt ? now : item.DueAt, zone) is { } next ? (next, zone.Id) : null;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Nothing handles {Name} {Id}. It is kept for a release that does.")]
    private static partial void LogUnknown(ILogger logger, string name, long id);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Name} {Id} was due at {DueAt:u}, when the bot did not run, and is left out.")]
    private static partial void LogSkipped(ILogger logger, string name, long id, DateTimeOffset dueAt);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Name} {Id} cannot be delivered: {Reason}.")]
    private static partial void LogUnreachable(ILogger logger, string name, long id, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Name} {Id} failed and is tried again in {Seconds} s.")]
    private static partial void LogFailed(ILogger logger, string name, long id, double seconds, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Name} {Id} failed and is not tried again.")]
    private static partial void LogGivenUp(ILogger logger, string name, long id, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "What became of {Name} {Id} could not be written down.")]
    private static partial void LogNotKept(ILogger logger, string name, long id, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "This machine does not know the time zone {Zone} of {Name} {Id}. UTC is used. Is the package tzdata missing?")]
    private static partial void LogUnknownZone(ILogger logger, string? zone, string name, long id);
}
