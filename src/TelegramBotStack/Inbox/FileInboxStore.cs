using Microsoft.Win32.SafeHandles;
using TelegramBotStack.Storage;

namespace TelegramBotStack.Inbox;

/// <summary>
/// <c>journal</c>, <c>journal.old</c>, <c>set-aside/*.json</c> and <c>poison/*.json</c> in one directory. Only the holder
/// of the lease may have one.
/// </summary>
internal sealed class FileInboxStore(string directory) : IInboxStore
{
    private const int PoisonFiles = 100;

    private readonly string _current = Path.Combine(directory, "journal");
    private readonly string _old = Path.Combine(directory, "journal.old");
    private readonly string _segments = Path.Combine(directory, "set-aside");
    private readonly string _poison = Path.Combine(directory, "poison");
    private SafeFileHandle? _journal;
    private long _length;

    public byte[] ReadJournal() => [.. ReadIfExists(_old), (byte)'\n', .. ReadIfExists(_current)];

    public void AppendJournal(ReadOnlySpan<byte> records)
    {
        if (_journal is null)
        {
            Open();
        }

        RandomAccess.Write(_journal!, records, _length);
        _length += records.Length;
    }

    public void RotateJournal()
    {
        _journal?.Dispose();
        _journal = null;
        if (File.Exists(_current))
        {
            File.Move(_current, _old, overwrite: true);
        }
    }

    public IReadOnlyList<(string Name, byte[] Content)> ReadSegments() => Directory.Exists(_segments)
        ? [.. Directory.EnumerateFiles(_segments, "*.json")
            .Order(StringComparer.Ordinal)
            .Select(path => (Path.GetFileName(path), File.ReadAllBytes(path)))]
        : [];

    public Task WriteSegmentAsync(string name, byte[] content, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(_segments);
        var path = Path.Combine(_segments, name);

        // On a thread of its own: a machine with one processor has one in the pool, and handlers must not wait for the disk.
        return Task.Factory.StartNew(
            () => AtomicFile.WriteDurably(path, content), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public void DeleteSegment(string name) => File.Delete(Path.Combine(_segments, name));

    public void KeepPoison(string name, byte[] content)
    {
        Directory.CreateDirectory(_poison);
        AtomicFile.WriteDurably(Path.Combine(_poison, name), content);
        foreach (var old in new DirectoryInfo(_poison).GetFiles("*.json").OrderByDescending(file => file.LastWriteTimeUtc).Skip(PoisonFiles))
        {
            old.Delete();
        }
    }

    public void KeepBroken(string name)
    {
        var path = Path.Combine(_segments, name);
        File.Move(path, path + ".broken", overwrite: true);
    }

    public void Dispose() => _journal?.Dispose();

    private static byte[] ReadIfExists(string path) => File.Exists(path) ? File.ReadAllBytes(path) : [];

    private void Open()
    {
        Directory.CreateDirectory(directory);
        _journal = File.OpenHandle(_current, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        _length = RandomAccess.GetLength(_journal);

        // Ends a record that a loss of power may have cut short; empty lines mean nothing.
        RandomAccess.Write(_journal, "\n"u8, _length);
        _length++;
    }
}
