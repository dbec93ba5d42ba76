using System.Globalization;
using TelegramBotStack.Deployment.Hosts;

namespace TelegramBotStack.Deployment.Diagnosis;

/// <summary>What a host says of itself, gathered by one constant script.</summary>
internal sealed record HostFacts
{
    // Lines of a word, a tab and values. A place that does not exist yet is judged by its nearest parent.
    private const string Script = """
        IFS= read -r state; IFS= read -r engine
        for tool in cat chmod df flock head ls mkdir mv rm sync tail timeout wc; do
          command -v "$tool" >/dev/null 2>&1 || printf 'missing\t%s\n' "$tool"
        done
        printf 'time\t%s\n' "$(date +%s)"
        printf 'machine\t%s\n' "$(uname -m)"
        room() {
          place=$2
          while [ ! -e "$place" ] && [ "$place" != / ]; do place=${place%/*}; place=${place:-/}; done
          blocks=$(df -Pk "$place" 2>/dev/null | tail -n 1)
          inodes=$(df -Pi "$place" 2>/dev/null | tail -n 1)
          [ -w "$place" ] && writable=yes || writable=no
          printf 'room-%s\t%s\t%s\t%s\n' "$1" "$writable" "$blocks" "$inodes"
        }
        room state "$state"
        [ -z "$engine" ] || room engine "$engine"
        while read -r name size unit; do
          case $name in MemTotal:|MemAvailable:|SwapTotal:) printf '%s\t%s\n' "${name%:}" "$size" ;; esac
        done </proc/meminfo 2>/dev/null
        synced=$(timedatectl show -p NTPSynchronized --value 2>/dev/null) && printf 'synced\t%s\n' "$synced"
        lock=$state/lock
        if [ -e "$lock" ]; then
          set -- $(ls -i "$lock")
          while read -r line; do
            case $line in *FLOCK*WRITE*:"$1 "*) printf 'holder\t%s\n' "$(cat "$lock.holder" 2>/dev/null)" ;; esac
          done </proc/locks 2>/dev/null
        fi
        exit 0
        """;

    /// <summary>The host's clock.</summary>
    public DateTimeOffset Time { get; private init; }

    /// <summary>How far the host's clock is ahead of this machine's, to about a second.</summary>
    public TimeSpan ClockAhead { get; init; }

    /// <summary>The processor as <c>uname -m</c> calls it.</summary>
    public string Machine { get; private init; } = "";

    /// <summary>Tools that a deployment needs and the host lacks.</summary>
    public IReadOnlyList<string> MissingTools { get; private init; } = [];

    /// <summary>Room where the bot's releases are remembered.</summary>
    public DiskRoom? State { get; init; }

    /// <summary>Room where Docker keeps images and data; null when it was not asked for.</summary>
    public DiskRoom? Engine { get; init; }

    /// <summary>Memory that can still be taken, in bytes; null when it is not known.</summary>
    public long? MemoryFreeBytes { get; init; }

    /// <summary>Whether there is swap.</summary>
    public bool HasSwap { get; init; }

    /// <summary>Whether the clock is kept right; null when it is not known.</summary>
    public bool? IsTimeSynchronised { get; private init; }

    /// <summary>What the file beside the lock says while somebody holds the lock; null when nobody does.</summary>
    public string? LockHolder { get; private init; }

    /// <param name="host">The host.</param>
    /// <param name="stateDirectory">Where the bot's releases are remembered.</param>
    /// <param name="engineDirectory">Where Docker keeps its things; empty for no Docker.</param>
    /// <param name="time">This machine's clock.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<HostFacts> ReadAsync(
        IHost host, string stateDirectory, string engineDirectory, TimeProvider time, CancellationToken cancellationToken)
    {
        var asked = time.GetUtcNow();
        var result = await host.RunAsync(new HostCommand(Script, HostScripts.Lines([stateDirectory, engineDirectory])), cancellationToken);
        var answered = time.GetUtcNow();
        return Parse(result.Output, asked, answered);
    }

    internal static HostFacts Parse(string output, DateTimeOffset asked, DateTimeOffset answered)
    {
        var facts = output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('\t'))
            .ToLookup(fields => fields[0], fields => fields[1..], StringComparer.Ordinal);

        // date(1) cuts the second off, so the middle of it is meant.
        var now = Number("time") is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds).AddSeconds(0.5) : answered;
        var here = asked + ((answered - asked) / 2);
        return new HostFacts
        {
            Time = now,
            ClockAhead = now < asked.AddSeconds(-1) || now > answered.AddSeconds(1) ? now - here : TimeSpan.Zero,
            Machine = Word("machine") ?? "",
            MissingTools = [.. facts["missing"].Select(fields => fields[0])],
            State = DiskRoom.Parse(facts["room-state"].FirstOrDefault()),
            Engine = DiskRoom.Parse(facts["room-engine"].FirstOrDefault()),
            MemoryFreeBytes = Number("MemAvailable") * 1024,
            HasSwap = Number("SwapTotal") > 0,
            IsTimeSynchronised = Word("synced") switch { "yes" => true, "no" => false, _ => null },
            LockHolder = facts.Contains("holder") ? string.Join('\t', facts["holder"].First()) : null,
        };

        string? Word(string name) => facts[name].FirstOrDefault()?.FirstOrDefault();

        long? Number(string name) => long.TryParse(Word(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}

/// <summary>Room on the disk of a directory.</summary>
/// <param name="IsWritable">Whether the user may write there, or where it would be made.</param>
/// <param name="FreeBytes">Free, in bytes.</param>
/// <param name="TotalBytes">In all, in bytes.</param>
/// <param name="FreeInodes">How many more files; null where there is no limit or it is not known.</param>
internal sealed record DiskRoom(bool IsWritable, long FreeBytes, long TotalBytes, long? FreeInodes)
{
    // A line of "df -P" (POSIX) is: file system, size, used, available, capacity, mounted on.
    public static DiskRoom? Parse(string[]? fields)
    {
        if (fields is not [var writable, var blocks, ..] || Column(blocks, 3) is not { } free || Column(blocks, 1) is not { } total)
        {
            return null;
        }

        var inodes = fields is [_, _, var line, ..] && Column(line, 1) > 0 ? Column(line, 3) : null;
        return new DiskRoom(writable == "yes", free * 1024, total * 1024, inodes);
    }

    private static long? Column(string line, int index) =>
        line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is var columns && columns.Length > index
            && long.TryParse(columns[index], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : null;
}
