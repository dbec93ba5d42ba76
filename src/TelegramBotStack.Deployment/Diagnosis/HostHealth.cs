using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Diagnosis;

/// <summary>Says what is wrong with a host. Looks at nothing itself; Doctor and the preflight of a deployment share it.</summary>
internal static class HostHealth
{
    /// <summary>Docker Engine 20.10 speaks version 1.41 of its API, the oldest that is tested.</summary>
    public static Version OldestDocker { get; } = new(20, 10);

    private const long LeastEngineBytes = 300L << 20;
    private const long LowEngineBytes = 1L << 30;
    private const long LeastStateBytes = 4L << 20;
    private const long LowStateBytes = 20L << 20;
    private const long LeastInodes = 2_000;
    private const long LowInodes = 20_000;
    private static readonly TimeSpan ClockProblem = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ClockWarning = TimeSpan.FromSeconds(5);

    /// <summary>Room for images, data and the memory of releases.</summary>
    public static IEnumerable<Finding> Disk(HostFacts facts, string stateDirectory, string engineDirectory) =>
    [
        .. Room(facts.Engine, engineDirectory, LeastEngineBytes, LowEngineBytes),
        .. Room(facts.State, stateDirectory, LeastStateBytes, LowStateBytes),
    ];

    /// <summary>Whether one more instance of the bot finds room in memory.</summary>
    /// <param name="facts">The host.</param>
    /// <param name="wantedBytes">The instance's limit; null for none.</param>
    public static IEnumerable<Finding> Memory(HostFacts facts, long? wantedBytes)
    {
        // A limit is what a bot may take at worst; a .NET bot starts in some 60 MB.
        if (facts.MemoryFreeBytes is { } free && Math.Min(wantedBytes ?? long.MaxValue, 64L << 20) > free && !facts.HasSwap)
        {
            yield return HostFindings.Memory(wantedBytes ?? 64L << 20, free, facts.HasSwap, isProblem: true);
        }
        else if (facts.MemoryFreeBytes is { } left && wantedBytes > left)
        {
            yield return HostFindings.Memory(wantedBytes.Value, left, facts.HasSwap, isProblem: false);
        }
    }

    /// <summary>The host's clock, judged by Telegram's when it is known, else by this machine's.</summary>
    /// <param name="facts">The host.</param>
    /// <param name="aheadOfTelegram">How far this machine is ahead of Telegram; null when Telegram was not asked.</param>
    public static IEnumerable<Finding> Clock(HostFacts facts, TimeSpan? aheadOfTelegram)
    {
        if (aheadOfTelegram is { } own && own.Duration() > ClockWarning)
        {
            yield return HostFindings.OwnClock(own);
        }

        var ahead = facts.ClockAhead + (aheadOfTelegram is { } known && known.Duration() > ClockWarning ? known : TimeSpan.Zero);
        if (ahead.Duration() > ClockWarning)
        {
            yield return HostFindings.Clock(ahead, ahead.Duration() > ClockProblem);
        }
        else if (facts.IsTimeSynchronised == false)
        {
            yield return HostFindings.TimeSync();
        }
    }

    /// <summary>Docker Engine's version.</summary>
    public static IEnumerable<Finding> Docker(string version)
    {
        string digits = new([.. version.TakeWhile(character => char.IsAsciiDigit(character) || character == '.')]);
        if (Version.TryParse(digits, out var parsed) && parsed < OldestDocker)
        {
            yield return HostFindings.DockerOld(version);
        }
    }

    /// <summary>Whether .NET's images exist for the processor.</summary>
    public static IEnumerable<Finding> Processor(HostFacts facts)
    {
        if (facts.Machine is not ("" or "x86_64" or "amd64" or "aarch64" or "arm64" or "armv7l" or "armv8l"))
        {
            yield return HostFindings.Architecture(facts.Machine);
        }
    }

    private static IEnumerable<Finding> Room(DiskRoom? room, string path, long least, long low)
    {
        if (room is null)
        {
            yield break;
        }

        if (room.FreeBytes < low)
        {
            yield return HostFindings.Disk(path, room.FreeBytes, room.FreeBytes < least);
        }

        if (room.FreeInodes is { } inodes and < LowInodes)
        {
            yield return HostFindings.Inodes(path, inodes, inodes < LeastInodes);
        }
    }
}
