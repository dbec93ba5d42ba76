using System.Globalization;
using Microsoft.Win32.SafeHandles;
using TelegramBotStack.Interop;
using TelegramBotStack.Storage;

namespace TelegramBotStack.Inbox;

/// <summary>
/// Segments in files that are used again and again: to overwrite a file costs a disk a fraction of what it costs to make,
/// rename and delete one. What is in a file is said by its <see cref="SegmentHeader"/>, which is written after the content.
/// </summary>
internal sealed class SegmentFiles(string directory) : IDisposable
{
    private const string Extension = ".slot";

    // Beyond that, files that are free are deleted.
    private const int MostFree = 4;

    // So that a batch of a hundred ordinary messages needs no file of its own size.
    private const int Step = 256 * 1024;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Slot> _kept = new(StringComparer.Ordinal);
    private readonly List<Slot> _free = [];
    private long _stamp;
    private int _files;
    private bool _isDisposed;

    /// <summary>What a predecessor has left; changes nothing. To be called before all else.</summary>
    /// <returns>By name, in no order; one that cannot be read has no content.</returns>
    public IReadOnlyList<(string Name, byte[] Content)> Read()
    {
        if (!Directory.Exists(directory))
        {
            return [];
        }

        var segments = new List<(string, byte[])>();
        var found = Directory.EnumerateFiles(directory, "*" + Extension).Select(Open).OrderByDescending(file => file.Header?.Stamp ?? 0).ToArray();
        var newest = found.FirstOrDefault().Header;
        _stamp = newest?.Stamp ?? 0;
        foreach (var (slot, header) in found)
        {
            _files = Math.Max(_files, slot.Number);

            // That a segment is done reaches the disk with the next one only.
            var isDone = header is null || (header != newest && newest!.Others?.Contains(header.Name) == false);
            if (isDone || !_kept.TryAdd(header!.Name, slot))
            {
                _free.Add(slot);
                continue;
            }

            segments.Add((header.Name, slot.Read(header)));
        }

        return segments;
    }

    /// <summary>Keeps a segment, in the place of one of the same name; when this returns, it survives a loss of power.</summary>
    /// <exception cref="IOException">The disk does not take it.</exception>
    public void Write(string name, ReadOnlySpan<byte> content)
    {
        var (slot, header) = Begin(name, content);
        try
        {
            slot.Write(header, content);
        }
        catch
        {
            lock (_gate)
            {
                Release(slot);
            }

            throw;
        }

        lock (_gate)
        {
            var isKept = _kept.Remove(name, out var before);
            _kept.Add(name, slot);
            if (isKept)
            {
                Release(before!);
            }
        }
    }

    public void Delete(string name)
    {
        lock (_gate)
        {
            if (_kept.Remove(name, out var slot))
            {
                Release(slot);
            }
        }
    }

    /// <summary>Sets the file of a segment out of the way.</summary>
    public void Move(string name, string path)
    {
        lock (_gate)
        {
            if (_kept.Remove(name, out var slot))
            {
                slot.Dispose();
                File.Move(slot.Path, path, overwrite: true);
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            foreach (var slot in _kept.Values.Concat(_free))
            {
                slot.Dispose();
            }
        }
    }

    private static (Slot Slot, SegmentHeader? Header) Open(string path)
    {
        _ = int.TryParse(Path.GetFileNameWithoutExtension(path), CultureInfo.InvariantCulture, out var number);
        var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        var slot = new Slot(number, path, file, RandomAccess.GetLength(file));
        var block = new byte[SegmentHeader.Size];
        var read = RandomAccess.Read(file, block, fileOffset: 0);
        return (slot, SegmentHeader.Parse(block.AsSpan(0, read)));
    }

    private (Slot Slot, SegmentHeader Header) Begin(string name, ReadOnlySpan<byte> content)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            var header = new SegmentHeader(
                ++_stamp, name, content.Length, SegmentHeader.ChecksumOf(content), [.. _kept.Keys.Where(other => other != name)]);
            var size = SegmentHeader.Size + content.Length;
            var slot = _free.Find(free => free.Size >= size);
            if (slot is null)
            {
                return (Create((size + Step - 1) / Step * Step), header);
            }

            _free.Remove(slot);
            return (slot, header);
        }
    }

    private Slot Create(int size)
    {
        Directory.CreateDirectory(directory);
        var number = ++_files;
        var path = Path.Combine(directory, number.ToString("D4", CultureInfo.InvariantCulture) + Extension);
        var file = File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        try
        {
            // All of it, so that later no more than the content has to reach the disk.
            RandomAccess.Write(file, new byte[size], fileOffset: 0);
            RandomAccess.FlushToDisk(file);
            AtomicFile.FlushDirectory(directory);
            return new Slot(number, path, file, size);
        }
        catch
        {
            file.Dispose();
            File.Delete(path);
            throw;
        }
    }

    private void Release(Slot slot)
    {
        if (_isDisposed)
        {
            return;
        }

        if (_free.Count < MostFree)
        {
            slot.Clear();
            _free.Add(slot);
            return;
        }

        slot.Dispose();
        File.Delete(slot.Path);
    }

    private sealed record Slot(int Number, string Path, SafeFileHandle File, long Size) : IDisposable
    {
        /// <summary>The content that a header tells of; none when a part is missing.</summary>
        public byte[] Read(SegmentHeader header)
        {
            if (header.Length < 0 || header.Length > Size)
            {
                return [];
            }

            var content = new byte[header.Length];
            var read = RandomAccess.Read(File, content, SegmentHeader.Size);
            return read == content.Length && SegmentHeader.ChecksumOf(content) == header.Checksum ? content : [];
        }

        public void Write(SegmentHeader header, ReadOnlySpan<byte> content)
        {
            RandomAccess.Write(File, content, SegmentHeader.Size);

            // A process that is killed before this has kept nothing, and confirmed nothing either.
            RandomAccess.Write(File, header.ToBlock(), fileOffset: 0);
            Posix.FlushContent(File);
        }

        public void Clear() => RandomAccess.Write(File, SegmentHeader.Free, fileOffset: 0);

        public void Dispose() => File.Dispose();
    }
}
