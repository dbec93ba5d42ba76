using TelegramBotStack.Polling;

namespace TelegramBotStack.Lease;

/// <summary>The right to poll, while it is held.</summary>
internal interface ILease : IDisposable
{
    /// <summary>What the file says: written by this holder.</summary>
    LeaseContent Content { get; }

    /// <summary>What the holder before this one has left.</summary>
    LeaseContent Predecessor { get; }

    /// <summary>Tells that the first getUpdates has been sent.</summary>
    void NoteFirstPoll(DateTimeOffset at);

    /// <summary>Cancelled when it is lost: whatever acts for this holder has to end at once.</summary>
    CancellationToken Lost => CancellationToken.None;

    /// <summary>Lets go on purpose. Disposing without it looks like a crash to the successor.</summary>
    /// <param name="pollingStoppedAt">When this holder has stopped taking updates.</param>
    /// <param name="releasedAt">Now.</param>
    /// <param name="isParked">Whether a successor on the same data directory is to get it before any other.</param>
    /// <exception cref="LeaseLostException">It is held no more.</exception>
    ValueTask ReleaseAsync(DateTimeOffset pollingStoppedAt, DateTimeOffset releasedAt, bool isParked = false);

    /// <summary>False when the file now tells of another holder, as after the data was restored over it.</summary>
    bool IsStillHeld();

    /// <summary>How long something may take, of what it wants, so that it has ended before another could hold the lease.</summary>
    TimeSpan Within(TimeSpan wanted) => wanted;
}

/// <summary>Waits for the lease and looks at it.</summary>
internal interface ILeaseSource
{
    /// <summary>Returns when this instance holds the lease.</summary>
    /// <exception cref="OperationCanceledException">Waiting was given up.</exception>
    /// <exception cref="LeaseYieldedException"><see cref="Yield"/> was called.</exception>
    /// <exception cref="IOException">The file system has no locks, or the file cannot be used.</exception>
    Task<ILease> AcquireAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Ends the wait of an instance that waits for another host's, so that the next on its data directory waits in its place.
    /// </summary>
    /// <returns>False when it waits for no such thing.</returns>
    bool Yield() => false;

    /// <summary>What the file tells, without holding it; null when it tells nothing.</summary>
    LeaseContent? Read();
}
