namespace TelegramBotStack.Deployment.Operations;

/// <summary>What a deployment or a rollback did.</summary>
public sealed record OperationReport
{
    /// <summary>The bot's name.</summary>
    public required string Bot { get; init; }

    /// <summary>The host.</summary>
    public required string Host { get; init; }

    /// <summary>The release that answers now; empty when a bot was given data before its first deployment.</summary>
    public required string Release { get; init; }

    /// <summary>The release that answered before; null when there was none.</summary>
    public string? Previous { get; init; }

    /// <summary>Whether anything was changed.</summary>
    public required bool Changed { get; init; }

    /// <summary>What was done with the watcher; null when it was left as it is, or there is none.</summary>
    public WatcherChange? Watcher { get; init; }

    /// <summary>Whether the old release was ended before the new one was started.</summary>
    public bool IsStopFirst { get; init; }

    /// <summary>From the old release's last poll to the new one's first, in milliseconds; null when there was no
    /// handover. Stop-first, it is from when the old one was told to end until the new one's process ran.</summary>
    public double? GapMilliseconds { get; init; }

    /// <summary>Bytes sent to the host, without SSH's own.</summary>
    public required long BytesSent { get; init; }

    /// <summary>How often the host was asked something and an answer awaited.</summary>
    public required long RoundTrips { get; init; }

    /// <summary>How long the whole took, in seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>How long each step took.</summary>
    public required IReadOnlyList<StepReport> Steps { get; init; }
}

/// <summary>How long a step took.</summary>
/// <param name="Name">The step.</param>
/// <param name="Seconds">How long, in seconds.</param>
/// <param name="Result">What came of it.</param>
public sealed record StepReport(string Name, double Seconds, string? Result);

/// <summary>What was done with the watcher of a bot.</summary>
public enum WatcherChange
{
    /// <summary>There was none before.</summary>
    Started,

    /// <summary>It watches for another release or with other settings.</summary>
    Updated,

    /// <summary>No alerts are wanted any more.</summary>
    Removed,
}
