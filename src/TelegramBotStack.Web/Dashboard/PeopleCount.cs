using Microsoft.Extensions.Logging;

namespace TelegramBotStack.Web.Dashboard;

/// <summary>The users in numbers; days are those of UTC.</summary>
internal sealed record PeopleNumbers(DateTimeOffset At, long All, long NewToday, long SeenToday, long Blocked);

/// <summary>
/// Counts the users. That reads all of them, so it is done once a minute at most, and a page waits for it only for a moment.
/// </summary>
internal sealed partial class PeopleCount(IUsers users, TimeProvider time, ILogger<PeopleCount> logger)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private PeopleNumbers? _last;
    private Task _counting = Task.CompletedTask;

    /// <returns>The last count; null when the first takes its time.</returns>
    public async Task<PeopleNumbers?> GetAsync(CancellationToken cancellationToken)
    {
        Task counting;
        lock (_gate)
        {
            if (_counting.IsCompleted && (_last is null || time.GetUtcNow() - _last.At > Fresh))
            {
                _counting = Task.Run(CountAsync, CancellationToken.None);
            }

            counting = _counting;
        }

        await counting.WaitAsync(Patience, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return _last;
        }
    }

    private async Task CountAsync()
    {
        try
        {
            var now = time.GetUtcNow();
            var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
            var numbers = new PeopleNumbers(now, 0, 0, 0, 0);
            await foreach (var user in users.ListAsync().ConfigureAwait(false))
            {
                numbers = numbers with
                {
                    All = numbers.All + 1,
                    NewToday = numbers.NewToday + (user.FirstSeenAt >= today ? 1 : 0),
                    SeenToday = numbers.SeenToday + (user.LastSeenAt >= today ? 1 : 0),
                    Blocked = numbers.Blocked + (user.BlockedAt is null ? 0 : 1),
                };
            }

            lock (_gate)
            {
                _last = numbers;
            }
        }
        catch (Exception exception)
        {
            // The page shows the rest.
            LogNotCounted(logger, exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The users could not be counted for the dashboard.")]
    private static partial void LogNotCounted(ILogger logger, Exception exception);
}
