using Microsoft.Win32.SafeHandles;
using TelegramBotStack.Storage;

namespace TelegramBotStack.Inbox;

/// <summary>
/// <c>journal</c>, <c>journal.old</c>, <c>set-aside/*.slot</c> and <c>poison/*.json</c> in one directory. Only the holder
/// of the lease may have one.
/// </summary>
internal sealed class FileInboxStore(string directory) : IInboxStore
{
    private const int PoisonFiles = 100;
    private const string SetAside = "set-aside";

    private readonly string _current = Path.Combine(directory, "journal");
    private readonly string _old = Path.Combine(directory, "journal.old");
    private readonly string _poison = Path.Combine(directory, "poison");
    private readonly SegmentFiles _files = new(Path.Combine(directory, SetAside));
    private readonly DiskThread _disk = new();
    private SafeFileHandle? _journal;
    private long _length;

    public (byte[] Before, byte[] Current) ReadJournal() => (ReadIfExists(_old), ReadIfExists(_current));

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

    public IReadOnlyList<(string Name, byte[] Content)> ReadSegments()
        => [.. _files.Read().OrderBy(segment => segment.Name, StringComparer.Ordinal)];

    public Task WriteSegmentAsync(string name, byte[] content, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return _disk.RunAsync(() => _files.Write(name, content));
    }

    public void DeleteSegment(string name) => _files.Delete(name);

    public void KeepPoison(string name, byte[] content)
    {
        Directory.CreateDirectory(_poison);
        AtomicFile.WriteDurably(Path.Combine(_poison, name), content);
        foreach (var old in new DirectoryInfo(_poison).GetFiles("*.json").OrderByDescending(file => file.LastWriteTimeUtc).Skip(PoisonFiles))
        {
            old.Delete();
        }
    }

    public void KeepBroken(string name) => _files.Move(name, Path.Combine(directory, SetAside, name + ".broken"));

    public void Dispose()
    {
        _journal?.Dispose();
        _files.Dispose();
        _disk.Dispose();
    }

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
