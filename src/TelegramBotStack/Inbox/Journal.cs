using System.Buffers;
using System.Buffers.Text;

namespace TelegramBotStack.Inbox;

/// <summary>
/// Remembers which updates a handler has begun with and which are done, across the death of the process. A record is
/// a line: <c>S</c> or <c>D</c>, the update's id, the time in seconds since 1970 and, after <c>S</c>, how often a handler
/// has begun with it and was not told to give up. Records are collected until <see cref="Write"/>, since each write is a
/// call of the system. Guarded by the inbox.
/// </summary>
internal sealed class Journal
{
    /// <summary>
    /// Telegram keeps an update for at most 24 h, and its ids may start anew from a random number after a quiet week
    /// (Bot API, "Update"), so a done id must be forgotten some day.
    /// </summary>
    private static readonly TimeSpan Memory = TimeSpan.FromHours(24);

    // Of Telegram's, only updates that are not confirmed can come again, and there are never more of those than the inbox holds.
    private readonly int _donePerFile;
    private readonly IInboxStore _store;
    private readonly TimeProvider _time;
    private readonly Dictionary<int, (long At, int Starts)> _started = [];
    private readonly ArrayBufferWriter<byte> _records = new();

    // When they were done: those of the file that is written, and those of the one before.
    private Dictionary<int, long> _done = [];
    private Dictionary<int, long> _doneBefore = [];
    private int _fullAt;

    public Journal(IInboxStore store, TimeProvider time, int donePerFile)
    {
        _store = store;
        _time = time;
        _donePerFile = donePerFile;
        _fullAt = donePerFile;
        var (before, current) = store.ReadJournal();
        Load(before, _doneBefore);
        Load(current, _done);
    }

    /// <summary>Number of the file that is written, from 1 on. With each new one the ids that were done before the last one are forgotten.</summary>
    public int File { get; private set; } = 1;

    /// <summary>Whether it is time for a new file.</summary>
    public bool IsFull => _done.Count >= _fullAt;

    public bool IsDone(int id)
        => (_done.TryGetValue(id, out var at) || _doneBefore.TryGetValue(id, out at)) && at >= Oldest();

    public bool WasStarted(int id) => _started.ContainsKey(id);

    /// <summary>How often a handler has begun with an update, and has neither ended nor been told to give up.</summary>
    public int StartsOf(int id) => _started.GetValueOrDefault(id).Starts;

    /// <summary>The handler may begin when this is written.</summary>
    public void Started(int id) => Note(id, StartsOf(id) + 1);

    /// <summary>Takes back a start: the process ends in good order, and the update is not to blame.</summary>
    public void GivenUp(int id) => Note(id, Math.Max(0, StartsOf(id) - 1));

    public void Done(int id)
    {
        var now = Now();
        _started.Remove(id);
        _done[id] = now;
        Append('D', id, now, starts: null);
    }

    /// <summary>Writes what was collected. When it fails, that is lost, and only that.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write()
    {
        if (_records.WrittenCount == 0)
        {
            return;
        }

        try
        {
            _store.AppendJournal(_records.WrittenSpan);
        }
        finally
        {
            _records.ResetWrittenCount();
        }
    }

    /// <summary>Begins a new file.</summary>
    /// <exception cref="IOException">It cannot be begun.</exception>
    public void Rotate()
    {
        Write();
        _store.RotateJournal();
        (_done, _doneBefore) = (_doneBefore, _done);
        _done.Clear();
        _fullAt = _donePerFile;
        File++;
        foreach (var (id, (at, starts)) in _started)
        {
            Append('S', id, at, starts);
        }

        Write();
    }

    /// <summary>Lets the file grow by a tenth more before it is full.</summary>
    public void Postpone() => _fullAt = _done.Count + (_donePerFile / 10) + 1;

    private void Note(int id, int starts)
    {
        var now = Now();
        _started[id] = (now, starts);
        Append('S', id, now, starts);
    }

    private void Load(ReadOnlySpan<byte> records, Dictionary<int, long> done)
    {
        var oldest = Oldest();
        foreach (var range in records.Split((byte)'\n'))
        {
            var record = records[range];
            if (record.Length < 5
                || !Utf8Parser.TryParse(record[2..], out int id, out var idLength)
                || !Utf8Parser.TryParse(record[Math.Min(record.Length, 3 + idLength)..], out long at, out var atLength)
                || at < oldest)
            {
                continue;
            }

            if (record[0] == 'S')
            {
                var rest = record[Math.Min(record.Length, 4 + idLength + atLength)..];
                _started[id] = (at, Utf8Parser.TryParse(rest, out int starts, out _) ? starts : 1);
            }
            else if (record[0] == 'D')
            {
                _started.Remove(id);
                done[id] = at;
            }
        }
    }

    private void Append(char kind, int id, long at, int? starts)
    {
        var record = _records.GetSpan(64);
        record[0] = (byte)kind;
        record[1] = (byte)' ';
        Utf8Formatter.TryFormat(id, record[2..], out var length);
        length += 2;
        record[length++] = (byte)' ';
        Utf8Formatter.TryFormat(at, record[length..], out var timeLength);
        length += timeLength;
        if (starts is { } count)
        {
            record[length++] = (byte)' ';
            Utf8Formatter.TryFormat(count, record[length..], out var countLength);
            length += countLength;
        }

        record[length++] = (byte)'\n';
        _records.Advance(length);
    }

    private long Oldest() => Now() - (long)Memory.TotalSeconds;

    private long Now() => _time.GetUtcNow().ToUnixTimeSeconds();
}
