using System.Globalization;
using Microsoft.Extensions.Logging;
using TelegramBotStack.Status;

namespace TelegramBotStack.Inbox;

/// <summary>
/// Bounds how often an update may end the process: after that it is kept for a person instead of being handled. One that
/// may be to blame for the next death runs alone for a while, so that no other is blamed with it. Guarded by the inbox.
/// </summary>
internal sealed partial class Quarantine(IInboxStore store, Journal journal, InboxLimits limits, StatusBoard status, ILogger logger)
{
    private InboxItem? _alone;

    /// <summary>Whether a handler may begin now.</summary>
    public bool IsOpen => _alone is null;

    /// <summary>Keeps an update away if it has ended the process too often.</summary>
    /// <returns>Whether it did; the journal then has it as done.</returns>
    public bool TryKeep(TakenUpdate taken)
    {
        var id = taken.Update.Id;
        var deaths = journal.StartsOf(id);
        if (deaths < limits.Deaths)
        {
            return false;
        }

        var name = string.Create(CultureInfo.InvariantCulture, $"{id}.json");
        try
        {
            store.KeepPoison(name, SegmentContent.Write([taken.Json]));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Rather once more than lost.
            LogNotKept(logger, id, exception);
            return false;
        }

        journal.Done(id);
        LogKept(logger, deaths, id, name);
        status.Count(poisoned: 1);
        return true;
    }

    /// <summary>A handler is about to begin.</summary>
    /// <returns>Whether nothing may begin beside it.</returns>
    public bool Begin(InboxItem item)
    {
        if (journal.StartsOf(item.Id) < limits.Deaths - 1)
        {
            return false;
        }

        _alone = item;
        return true;
    }

    /// <summary>A handler has ended, or was alone for long enough: it may be one that only takes its time.</summary>
    public void End(InboxItem item)
    {
        if (_alone == item)
        {
            _alone = null;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The process has ended {Deaths} times while update {Id} was handled. It is not handled again, and kept as .botstack/inbox/poison/{Name} in the data directory.")]
    private static partial void LogKept(ILogger logger, int deaths, int id, string name);

    [LoggerMessage(Level = LogLevel.Error, Message = "Update {Id} has ended the process again and again, and cannot be kept aside. It is handled once more.")]
    private static partial void LogNotKept(ILogger logger, int id, Exception exception);
}
