using Microsoft.Extensions.Logging;
using Telegram.Bot;
using Telegram.Bot.Exceptions;

namespace TelegramBotStack.Broadcasts;

/// <summary>
/// Sends one broadcast on. Before a message leaves, it is written down that it is on its way, together with what became of
/// those before it: after a crash it is known who has it, and of whom, at most a few, nobody knows.
/// </summary>
internal sealed partial class BroadcastRun(
    BroadcastStore store, ITelegramBotClient bot, BroadcastProgress progress, TimeProvider time, ILogger logger)
{
    private const int AtOnce = 4;
    private const int HopelessAfter = 20;
    private static readonly TimeSpan TimeToArrive = TimeSpan.FromSeconds(1);

    private readonly Dictionary<Task<Delivery>, int> _onTheWay = [];
    private long[] _page = [];
    private int _pageNumber = -1;

    /// <returns>The broadcast as it is when it has ended, or was paused.</returns>
    public async Task<BroadcastRecord> RunAsync(BroadcastRecord record, CancellationToken stop)
    {
        record = await NoteLeftBehindAsync(record, stop).ConfigureAwait(false);
        using var giveUp = new CancellationTokenSource();
        while (!stop.IsCancellationRequested)
        {
            record = await SendNextAsync(record, giveUp.Token, stop).ConfigureAwait(false);
            progress.Show(record, stop);
            if (_onTheWay.Count == 0 || record.State != BroadcastState.Running)
            {
                break;
            }

            await ((Task)Task.WhenAny(_onTheWay.Keys)).WaitAsync(stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        record = await SettleAsync(record, giveUp).ConfigureAwait(false);
        await progress.FinishAsync(record, stop).ConfigureAwait(false);
        return record;
    }

    private Task<BroadcastRecord> NoteLeftBehindAsync(BroadcastRecord record, CancellationToken cancellationToken)
    {
        if (record.OnTheWay.Count == 0)
        {
            return Task.FromResult(record);
        }

        LogUnknown(logger, record.Id, record.OnTheWay.Count);
        return store.ChangeAsync(
            record.Id,
            current => current with { Unknown = current.Unknown + current.OnTheWay.Count, OnTheWay = [] },
            cancellationToken);
    }

    private async Task<BroadcastRecord> SendNextAsync(BroadcastRecord record, CancellationToken giveUp, CancellationToken stop)
    {
        var arrived = TakeArrived();
        var count = Math.Min(AtOnce - _onTheWay.Count, record.Total - record.Next);
        var next = record.Next + count;
        int[] leaving = [.. Enumerable.Range(record.Next, count)];
        int[] onTheWay = [.. _onTheWay.Values, .. leaving];
        var chats = new List<long>(count);
        foreach (var index in leaving)
        {
            chats.Add(await ChatAsync(record.Id, index, stop).ConfigureAwait(false));
        }

        record = await store.ChangeAsync(
            record.Id,
            current => Counted(current, arrived) switch
            {
                // Paused or cancelled meanwhile: nobody else leaves.
                { State: not BroadcastState.Running } now => now with { OnTheWay = [.. _onTheWay.Values] },
                { Sent: 0, Failed: >= HopelessAfter } now => now with { OnTheWay = [.. _onTheWay.Values], State = BroadcastState.Paused },
                var now when onTheWay.Length == 0 && next == now.Total
                    => now with { OnTheWay = [], State = BroadcastState.Done, EndedAt = time.GetUtcNow() },
                var now => now with { OnTheWay = onTheWay, Next = next },
            },
            CancellationToken.None).ConfigureAwait(false);
        if (record.State == BroadcastState.Running)
        {
            for (var index = 0; index < count; index++)
            {
                _onTheWay.Add(DeliverAsync(record.Message, chats[index], giveUp), leaving[index]);
            }
        }

        return record;
    }

    /// <summary>Lets those arrive that are on their way; of the others nobody will know.</summary>
    private async Task<BroadcastRecord> SettleAsync(BroadcastRecord record, CancellationTokenSource giveUp)
    {
        if (_onTheWay.Count == 0)
        {
            return record;
        }

        giveUp.CancelAfter(TimeToArrive);
        await ((Task)Task.WhenAll(_onTheWay.Keys)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var arrived = TakeArrived();
        return await store.ChangeAsync(
            record.Id, current => Counted(current, arrived) with { OnTheWay = [.. _onTheWay.Values] }, CancellationToken.None).ConfigureAwait(false);
    }

    private List<Delivery> TakeArrived()
    {
        var arrived = new List<Delivery>();
        foreach (var task in _onTheWay.Keys.Where(task => task.IsCompletedSuccessfully).ToArray())
        {
            arrived.Add(task.Result);
            _onTheWay.Remove(task);
        }

        return arrived;
    }

    private static BroadcastRecord Counted(BroadcastRecord record, List<Delivery> arrived)
        => arrived.Aggregate(record, (counted, delivery) => counted.With(delivery.Outcome, delivery.Error));

    private async Task<Delivery> DeliverAsync(BroadcastMessage message, long chat, CancellationToken giveUp)
    {
        using var bulk = OutgoingPriority.AtMostOnce(isBulk: true);
        try
        {
            if (message.Text is { } text)
            {
                await bot.SendMessage(chat, text, message.ParseMode, cancellationToken: giveUp).ConfigureAwait(false);
            }
            else
            {
                await bot.CopyMessage(chat, message.FromChatId!.Value, message.MessageId!.Value, cancellationToken: giveUp).ConfigureAwait(false);
            }

            return new Delivery(DeliveryOutcome.Sent, null);
        }
        catch (ApiRequestException exception)
        {
            return new Delivery(exception.ErrorCode == 403 ? DeliveryOutcome.Blocked : DeliveryOutcome.Failed, exception.Message);
        }
        catch (RequestException exception)
        {
            LogNoAnswer(logger, chat, exception.Message);
            return new Delivery(DeliveryOutcome.Unknown, exception.Message);
        }
    }

    private async Task<long> ChatAsync(long id, int index, CancellationToken cancellationToken)
    {
        var page = index / BroadcastStore.PageSize;
        if (page != _pageNumber)
        {
            (_page, _pageNumber) = (await store.ReadPageAsync(id, page, cancellationToken).ConfigureAwait(false), page);
        }

        return _page[index % BroadcastStore.PageSize];
    }

    private readonly record struct Delivery(DeliveryOutcome Outcome, string? Error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "When the bot ended, {Count} messages of broadcast {Id} were on their way. Nobody knows whether they have arrived; they are not sent again.")]
    private static partial void LogUnknown(ILogger logger, long id, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Nobody knows whether the message to {Chat} has arrived; it is not sent again: {Error}")]
    private static partial void LogNoAnswer(ILogger logger, long chat, string error);
}
