using Microsoft.Extensions.Logging;
using TelegramBotStack.Status;

namespace TelegramBotStack.Lease.Shared;

/// <summary>
/// Waits first for the lock on the data directory, so that of the instances on one host one asks, and then for the
/// lease that all hosts share.
/// </summary>
internal sealed partial class SharedLeaseSource(
    ILeaseSource local, ILeaseServer server, SharedLeaseOptions options, string instance, LeaseGuard guard, StatusBoard status, TimeProvider time, ILogger<SharedLeaseSource> logger)
    : ILeaseSource
{
    /// <summary>For how long one that parks keeps the lease for an instance on its data directory.</summary>
    public static readonly TimeSpan TimeForSuccessor = TimeSpan.FromSeconds(5);

    // Should the message of a release be lost.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan TimeToWithdraw = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private CancellationTokenSource? _asking;
    private string? _shown;

    public LeaseContent? Read() => local.Read();

    public bool Yield()
    {
        lock (_gate)
        {
            if (_asking is null)
            {
                return false;
            }

            _asking.Cancel();
            return true;
        }
    }

    public async Task<ILease> AcquireAsync(CancellationToken cancellationToken)
    {
        var held = (HeldLease)await local.AcquireAsync(cancellationToken).ConfigureAwait(false);
        using var asking = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var claim = ClaimOf(held);
        try
        {
            Ask(asking);
            return await AcquireAsync(held, claim, asking.Token).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Ask(null);
            await WithdrawAsync(claim).ConfigureAwait(false);
            held.Dispose();
            if (exception is OperationCanceledException && asking.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                throw new LeaseYieldedException();
            }

            throw;
        }
        finally
        {
            Ask(null);
            Show(null);
        }
    }

    private async Task<ILease> AcquireAsync(HeldLease held, LeaseClaim claim, CancellationToken cancellationToken)
    {
        while (true)
        {
            var asked = Asked.Now(time);
            var answer = await AskAsync(claim, cancellationToken).ConfigureAwait(false);
            if (answer is { Epoch: > 0 })
            {
                return new SharedLease(held, server, claim, answer, asked, guard, time, logger);
            }

            await WaitAsync(answer, cancellationToken).ConfigureAwait(false);
        }
    }

    private LeaseClaim ClaimOf(HeldLease held) => new(
        $"{instance}/{Guid.NewGuid():N}",
        new LeaseContent { Instance = instance, Since = time.GetUtcNow() },
        options.Duration,
        held.Predecessor.Epoch,
        held.Predecessor.Baton);

    private void Ask(CancellationTokenSource? asking)
    {
        lock (_gate)
        {
            _asking = asking;
        }
    }

    /// <summary>It may have been given while its answer was not waited for any more.</summary>
    private async Task WithdrawAsync(LeaseClaim claim)
    {
        using var limit = new CancellationTokenSource(TimeToWithdraw, time);
        await server.ReleaseAsync(claim, claim.Content, null, limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Show(string? holder)
    {
        if (_shown != holder)
        {
            _shown = holder;
            status.Change(current => current with { StandsByFor = holder });
            if (holder is not null)
            {
                LogWaiting(logger, server.Name, holder);
            }
        }
    }

    private async Task<LeaseAnswer?> AskAsync(LeaseClaim claim, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await server.TryAcquireAsync(claim, cancellationToken).ConfigureAwait(false);
            // For a moment nobody may hold it, as after a release that is kept for somebody.
            Show(answer.Epoch == 0 ? answer.Last?.Instance ?? "another instance" : null);
            return answer;
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or BotConfigurationException))
        {
            Show(null);
            status.NoteError("lease-unreachable", exception.Message);
            LogUnreachable(logger, server.Name, exception.Message);
            return null;
        }
    }

    private async Task WaitAsync(LeaseAnswer? answer, CancellationToken cancellationToken)
    {
        if (answer is null)
        {
            await Task.Delay(LongestWait, time, cancellationToken).ConfigureAwait(false);
            return;
        }

        var longest = answer.FreeIn > TimeSpan.Zero && answer.FreeIn < LongestWait ? answer.FreeIn : LongestWait;
        try
        {
            await server.WaitForReleaseAsync(longest, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or BotConfigurationException))
        {
            LogUnreachable(logger, server.Name, exception.Message);
            await Task.Delay(LongestWait, time, cancellationToken).ConfigureAwait(false);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Standing by: the lease at {Server} is held by {Holder}.")]
    private static partial void LogWaiting(ILogger logger, string server, string holder);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The lease at {Server} cannot be asked for: {Error} Trying again.")]
    private static partial void LogUnreachable(ILogger logger, string server, string error);
}
