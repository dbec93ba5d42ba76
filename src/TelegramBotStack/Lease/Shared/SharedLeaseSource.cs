using Microsoft.Extensions.Logging;

namespace TelegramBotStack.Lease.Shared;

/// <summary>
/// Waits first for the lock on the data directory, so that of the instances on one host one asks, and then for the
/// lease that all hosts share.
/// </summary>
internal sealed partial class SharedLeaseSource(
    ILeaseSource local, ILeaseServer server, SharedLeaseOptions options, string instance, LeaseGuard guard, TimeProvider time, ILogger<SharedLeaseSource> logger)
    : ILeaseSource
{
    /// <summary>For how long one that parks keeps the lease for an instance on its data directory.</summary>
    public static readonly TimeSpan TimeForSuccessor = TimeSpan.FromSeconds(5);

    // Should the message of a release be lost.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private string? _shown;

    public LeaseContent? Read() => local.Read();

    public async Task<ILease> AcquireAsync(CancellationToken cancellationToken)
    {
        var held = (HeldLease)await local.AcquireAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var claim = new LeaseClaim(
                $"{instance}/{Guid.NewGuid():N}",
                new LeaseContent { Instance = instance, Since = time.GetUtcNow() },
                options.Duration,
                held.Predecessor.Epoch,
                held.Predecessor.Baton);
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
        catch
        {
            held.Dispose();
            throw;
        }
    }

    private async Task<LeaseAnswer?> AskAsync(LeaseClaim claim, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await server.TryAcquireAsync(claim, cancellationToken).ConfigureAwait(false);
            if (answer.Epoch == 0 && _shown != (answer.Last?.Instance ?? ""))
            {
                _shown = answer.Last?.Instance ?? "";
                LogWaiting(logger, server.Name, answer.Last?.Instance);
            }

            return answer;
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or BotConfigurationException))
        {
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
    private static partial void LogWaiting(ILogger logger, string server, string? holder);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The lease at {Server} cannot be asked for: {Error} Trying again.")]
    private static partial void LogUnreachable(ILogger logger, string server, string error);
}
