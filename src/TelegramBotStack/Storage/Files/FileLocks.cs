namespace TelegramBotStack.Storage.Files;

/// <summary>
/// Lets one writer at a time to a file, in this process and in all that use the same directory. The kernel frees what a
/// process that dies holds. Files share locks by a hash of their names, so that the number of locks does not grow.
/// </summary>
internal sealed class FileLocks(string directory) : IDisposable
{
    private const int Count = 64;
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(20);

    private readonly SemaphoreSlim[] _gates = [.. Enumerable.Range(0, Count).Select(_ => new SemaphoreSlim(1))];

    /// <summary>Holds the locks of these files until disposed.</summary>
    public async Task<IDisposable> HoldAsync(IEnumerable<string> fileNames, CancellationToken cancellationToken)
    {
        var held = new Held();
        try
        {
            // Always in the same order: two that need the same two locks never wait for each other.
            foreach (var number in fileNames.Select(NumberOf).Distinct().Order())
            {
                await _gates[number].WaitAsync(cancellationToken).ConfigureAwait(false);
                held.Add(_gates[number]);
                held.Add(await LockFileAsync(number, cancellationToken).ConfigureAwait(false));
            }

            return held;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var gate in _gates)
        {
            gate.Dispose();
        }
    }

    /// <summary>The same in every process, unlike the hash codes of strings. FNV-1a; names are ASCII.</summary>
    private static int NumberOf(string fileName)
    {
        var hash = 2166136261u;
        foreach (var letter in fileName)
        {
            hash = unchecked((hash ^ letter) * 16777619);
        }

        return (int)(hash % Count);
    }

    private async Task<IDisposable> LockFileAsync(int number, CancellationToken cancellationToken)
    {
        var path = Path.Combine(directory, FormattableString.Invariant($"{number:00}"));
        for (var pause = Shortest; ; pause = pause < Longest ? pause * 2 : Longest)
        {
            try
            {
                // On Linux and macOS this takes a flock.
                return File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (DirectoryNotFoundException)
            {
                Directory.CreateDirectory(directory);
            }
            catch (IOException exception) when (IsHeldElsewhere(exception))
            {
                // Another process writes, for milliseconds. There is no event to wait for.
                await Task.Delay(pause, TimeProvider.System, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // EWOULDBLOCK on Linux and on macOS, sharing and lock violations on Windows.
    private static bool IsHeldElsewhere(IOException exception)
        => exception.HResult is 11 or 35 or unchecked((int)0x80070020) or unchecked((int)0x80070021);

    private sealed class Held : IDisposable
    {
        private readonly Stack<Action> _releases = new();

        public void Add(SemaphoreSlim gate) => _releases.Push(() => gate.Release());

        public void Add(IDisposable file) => _releases.Push(file.Dispose);

        public void Dispose()
        {
            while (_releases.TryPop(out var release))
            {
                release();
            }
        }
    }
}
