namespace TelegramBotStack.Lease.Shared;

/// <summary>
/// Keeps one lease for instances on several hosts. Each operation is one step at the server, by the server's clock, and may
/// be tried again when its answer was lost.
/// </summary>
internal interface ILeaseServer : IAsyncDisposable
{
    /// <summary>What to call it where people read it: without a password.</summary>
    string Name { get; }

    /// <summary>Gets ready: connects, makes what is missing.</summary>
    /// <exception cref="BotConfigurationException">The server refuses the bot.</exception>
    Task OpenAsync(CancellationToken cancellationToken);

    /// <summary>Takes the lease if it is free.</summary>
    Task<LeaseAnswer> TryAcquireAsync(LeaseClaim claim, CancellationToken cancellationToken);

    /// <summary>Holds it for longer.</summary>
    /// <returns>False when it is not the claim's any more.</returns>
    Task<bool> RenewAsync(LeaseClaim claim, long epoch, CancellationToken cancellationToken);

    /// <summary>Lets go, and wakes those who wait.</summary>
    /// <param name="claim">Whose it is.</param>
    /// <param name="content">What the successor reads.</param>
    /// <param name="reservation">For whom the lease is kept for a while; null for whoever comes first.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    Task ReleaseAsync(LeaseClaim claim, LeaseContent content, LeaseReservation? reservation, CancellationToken cancellationToken);

    /// <summary>Returns when somebody lets go of the lease, or the time is over.</summary>
    Task WaitForReleaseAsync(TimeSpan longest, CancellationToken cancellationToken);
}

/// <summary>Who wants the lease.</summary>
/// <param name="Id">A name that nobody else has, so that a claim whose answer was lost is recognised.</param>
/// <param name="Content">What others read of it; without an epoch.</param>
/// <param name="Duration">For how long.</param>
/// <param name="LastEpoch">The highest epoch that is known on this host: the next is higher, whatever the server has forgotten.</param>
/// <param name="Baton">What the last holder left for whoever comes after it on its data directory.</param>
internal sealed record LeaseClaim(string Id, LeaseContent Content, TimeSpan Duration, long LastEpoch, string? Baton);

/// <summary>Keeps the lease for whoever shows the baton.</summary>
internal sealed record LeaseReservation(string Baton, TimeSpan Duration);

/// <param name="Epoch">The fencing token, higher than all before; 0 when the lease is somebody else's.</param>
/// <param name="Last">The predecessor, or the holder; null when there is none.</param>
/// <param name="FreeIn">When it may be free, if it is not renewed.</param>
internal sealed record LeaseAnswer(long Epoch, LeaseContent? Last, TimeSpan FreeIn = default);
