using TelegramBotStack.Polling;

namespace TelegramBotStack.Lease.Shared;

/// <summary>
/// Asked before each call of Telegram and each write: an instance that was stopped for longer than its lease lasts, and
/// goes on, must not act before it has noticed.
/// </summary>
internal sealed class LeaseGuard
{
    private volatile SharedLease? _lease;

    /// <summary>The epoch in which this instance acts, which a storage can check; null without a shared lease.</summary>
    public long? Epoch => _lease?.Content.Epoch;

    public bool MayAct => _lease?.IsStillHeld() ?? true;

    public void Enter(SharedLease lease) => _lease = lease;

    /// <summary>The lease was let go in good order, and nothing acts for it any more.</summary>
    public void Leave(SharedLease lease) => Interlocked.CompareExchange(ref _lease, null, lease);

    /// <summary>The storage knows of a later epoch.</summary>
    public void Lose() => _lease?.Lose("The storage knows of another holder of the lease.");

    /// <exception cref="LeaseLostException">This instance may not act any more.</exception>
    public void Check()
    {
        if (!MayAct)
        {
            throw new LeaseLostException();
        }
    }
}
