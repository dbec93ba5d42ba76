using System.Text.Json;
using System.Text.Json.Serialization;

namespace TelegramBotStack.Deployment.Status;

/// <summary>What a running bot says of itself in its status file; see docs/process-contract.md.</summary>
public sealed record InstanceStatus
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Name of the instance.</summary>
    public string Instance { get; init; } = "";

    /// <summary>What the instance is doing.</summary>
    public InstanceState State { get; init; }

    /// <summary>The instance on another host that answers while this one stands by for it; null otherwise.</summary>
    public string? StandsByFor { get; init; }

    /// <summary>Whether it does what its host's instance is there for: it answers, or stands by for another host's that does.</summary>
    [JsonIgnore]
    public bool IsInPlace => State == InstanceState.Active || StandsByFor is not null;

    /// <summary>When the process started, by the host's clock.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When the status was last written, by the host's clock.</summary>
    public DateTimeOffset HeartbeatAt { get; init; }

    /// <summary>When it had warmed up; null before.</summary>
    public DateTimeOffset? RehearsedAt { get; init; }

    /// <summary>When it took over.</summary>
    public DateTimeOffset? ActiveSince { get; init; }

    /// <summary>The last answered <c>getUpdates</c>.</summary>
    public DateTimeOffset? LastPollAt { get; init; }

    /// <summary>How many <c>getUpdates</c> were answered.</summary>
    public long PollsAnswered { get; init; }

    /// <summary>Host of the webhook by which updates come to it; null when it polls.</summary>
    public string? WebhookHost { get; init; }

    /// <summary>From the predecessor's last poll to this instance's first one, in milliseconds.</summary>
    public double? GapMilliseconds { get; init; }

    /// <summary>How often Telegram said that somebody else polls.</summary>
    public long Conflicts { get; init; }

    /// <summary>From a user's message to the end of its handling, of the last update that tells when it was sent; in milliseconds.</summary>
    public double? LagMilliseconds { get; init; }

    /// <summary>Memory of the process, in bytes.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>Whether its program can be started with <c>--watch</c>.</summary>
    public bool CanWatch { get; init; }

    /// <summary>Counts of updates.</summary>
    public UpdateCounts? Updates { get; init; }

    /// <summary>The last error, if there was one.</summary>
    public InstanceError? LastError { get; init; }

    /// <summary>Room on the disk of the data directory, in bytes; null when it is not told.</summary>
    public long? DataFreeBytes { get; init; }

    /// <summary>How the process before this one ended; null when there was none.</summary>
    public PreviousRun? PreviousRun { get; init; }

    internal static InstanceStatus? Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize<InstanceStatus>(json, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>Counts of updates since the instance started.</summary>
/// <param name="Handled">Handled to the end.</param>
/// <param name="Pending">Taken, and not yet handled.</param>
/// <param name="Redelivered">Handled again after a crash.</param>
/// <param name="Failed">Ended by an error in a handler.</param>
/// <param name="Poisoned">Not handled any more, since the process has died too often while they were.</param>
public sealed record UpdateCounts(long Handled, long Pending, long Redelivered, long Failed, long Poisoned = 0);

/// <summary>An error a bot noted.</summary>
/// <param name="At">When.</param>
/// <param name="Code">What kind, such as <c>token-revoked</c>.</param>
/// <param name="Message">What happened.</param>
public sealed record InstanceError(DateTimeOffset At, string Code, string Message);

/// <summary>How the process of an instance ended that ran before the present one.</summary>
/// <param name="LastSeenAt">Its last heartbeat.</param>
/// <param name="State">The state it ended in: <see cref="InstanceState.Failed"/>, or one in which it was killed.</param>
/// <param name="Error">What it failed with; null when it said nothing.</param>
public sealed record PreviousRun(DateTimeOffset LastSeenAt, InstanceState State, InstanceError? Error);

/// <summary>States of docs/process-contract.md.</summary>
public enum InstanceState
{
    /// <summary>Not told.</summary>
    Unknown,

    /// <summary>Being set up.</summary>
    Starting,

    /// <summary>Ready, waits for the lease.</summary>
    Standby,

    /// <summary>Holds the lease and polls.</summary>
    Active,

    /// <summary>Finishes what it has taken.</summary>
    Parking,

    /// <summary>Has let go of the lease.</summary>
    Parked,

    /// <summary>Told to finish.</summary>
    Stopping,

    /// <summary>Ended in good order.</summary>
    Stopped,

    /// <summary>Ended by an error.</summary>
    Failed,
}
