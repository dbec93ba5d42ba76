using Microsoft.Extensions.Logging;

namespace TelegramBotStack.Inbox;

/// <summary>
/// Begins a new file of the journal when one is full. With that the oldest ids are forgotten, so segments that may hold
/// updates with these ids are first written anew without what is done. Guarded by the inbox.
/// </summary>
internal sealed partial class JournalRotation(Lock gate, Journal journal, KeptSegments kept, SetAside setAside, HandlerRuns runs, ILogger logger)
{
    private bool _isTrimming;

    public void RotateIfFull()
    {
        if (!journal.IsFull || _isTrimming)
        {
            return;
        }

        if (!kept.HasBefore(journal.File))
        {
            runs.RotateJournal();
            return;
        }

        _isTrimming = true;
        _ = TrimAsync();
    }

    private async Task TrimAsync()
    {
        // Not with the gate held.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var isTrimmed = false;
        try
        {
            await setAside.TrimAsync(journal.File).ConfigureAwait(false);
            isTrimmed = true;
        }
        catch (Exception exception)
        {
            LogNotTrimmed(logger, exception);
        }

        lock (gate)
        {
            _isTrimming = false;
            if (isTrimmed)
            {
                runs.RotateJournal();
            }
            else
            {
                journal.Postpone();
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Updates set aside cannot be written anew without those that are done. The journal grows meanwhile.")]
    private static partial void LogNotTrimmed(ILogger logger, Exception exception);
}
