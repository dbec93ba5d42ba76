namespace TelegramBotStack.Inbox;

/// <summary>Where the inbox keeps what must outlive the process: a journal of ids, and updates that were set aside.</summary>
internal interface IInboxStore : IDisposable
{
    /// <summary>The records of the journal, oldest first: of the one before, and of the one that is written.</summary>
    (byte[] Before, byte[] Current) ReadJournal();

    /// <summary>Adds whole records. They survive the death of the process, not a loss of power.</summary>
    void AppendJournal(ReadOnlySpan<byte> records);

    /// <summary>Starts a new journal; the one before stays readable, older ones are forgotten.</summary>
    void RotateJournal();

    /// <summary>The segments of updates set aside, oldest first.</summary>
    IReadOnlyList<(string Name, byte[] Content)> ReadSegments();

    /// <summary>Keeps a segment, in the place of one of the same name; when this returns, it survives a loss of power.</summary>
    Task WriteSegmentAsync(string name, byte[] content, CancellationToken cancellationToken);

    void DeleteSegment(string name);

    /// <summary>Keeps an update that is not handled any more, for a person to look at; a bounded number of them.</summary>
    void KeepPoison(string name, byte[] content);

    /// <summary>Whether a holder elsewhere may have begun with an update, of which the journal here knows nothing.</summary>
    bool MayHaveBegun(int id) => false;

    /// <summary>Tells holders elsewhere that updates up to this one are about to be begun with.</summary>
    ValueTask NoteTakenAsync(int id, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Returns when nothing is on its way any more.</summary>
    Task FlushAsync() => Task.CompletedTask;

    /// <summary>Sets a segment that cannot be read out of the way, for a person to look at.</summary>
    void KeepBroken(string name);
}
