namespace TelegramBotStack.Simulator;

/// <summary>What one bot has done to the simulator, counted from its creation.</summary>
public sealed record SimulatorStatistics
{
    /// <summary>Updates put into the bot's queue.</summary>
    public required long UpdatesCreated { get; init; }

    /// <summary>Updates a getUpdates offset has confirmed.</summary>
    public required long UpdatesConfirmed { get; init; }

    /// <summary>Updates dropped because nobody fetched them within their lifetime (24 h; button presses 150 s).</summary>
    public required long UpdatesExpired { get; init; }

    /// <summary>Updates that are neither confirmed nor expired.</summary>
    public required int Pending { get; init; }

    /// <summary>getUpdates requests received.</summary>
    public required long Polls { get; init; }

    /// <summary>getUpdates requests open now.</summary>
    public required int OpenPolls { get; init; }

    /// <summary>
    /// 409 answers sent to a client that was still there. A poll whose client had hung up gets its 409 as on the real
    /// server, but nobody receives it and it is not counted.
    /// </summary>
    public required long Conflicts { get; init; }

    /// <summary>Times in which two getUpdates requests were open at once; the newest 1,000.</summary>
    public required IReadOnlyList<PollOverlap> PollOverlaps { get; init; }

    /// <summary>When the last getUpdates request arrived; null before the first.</summary>
    public required DateTimeOffset? LastPollAt { get; init; }

    /// <summary>Messages the bot has sent.</summary>
    public required long MessagesSent { get; init; }

    /// <summary>API calls received, of all methods, also failed ones.</summary>
    public required long ApiCalls { get; init; }

    /// <summary>API calls by method, in the spelling of the Bot API documentation.</summary>
    public required IReadOnlyDictionary<string, long> ApiCallsByMethod { get; init; }
}
