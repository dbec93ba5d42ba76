using System.Runtime.CompilerServices;
using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Operations;

namespace TelegramBotStack.Deployment.Monitoring;

/// <summary>Looks at a host once a second for as long as one likes, and connects again when the connection is lost.</summary>
public static class HostFeed
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <summary>Looks until cancelled.</summary>
    /// <param name="settings">Which host.</param>
    /// <param name="request">How to connect.</param>
    /// <param name="time">What waits and the samples' times are measured with.</param>
    /// <param name="cancellationToken">Ends the looking.</param>
    /// <exception cref="DeploymentException">
    /// The host cannot be reached at the beginning, or later refuses the login or shows another key.
    /// </exception>
    public static IAsyncEnumerable<HostView> FollowAsync(
        DeploySettings settings, OperationRequest request, TimeProvider time, CancellationToken cancellationToken) =>
        FollowAsync(async token => await HostMonitor.OpenAsync(settings, request, time, token), time, cancellationToken);

    internal static async IAsyncEnumerable<HostView> FollowAsync(
        Func<CancellationToken, Task<IHostMonitor>> open, TimeProvider time, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var monitor = await open(cancellationToken);
        var pause = FirstPause;
        HostSample? last = null;
        try
        {
            while (true)
            {
                var started = time.GetTimestamp();
                DeploymentException? problem = null;
                try
                {
                    monitor ??= await open(cancellationToken);
                    last = await monitor.SampleAsync(cancellationToken);
                    pause = FirstPause;
                }
                catch (DeploymentException error) when (MayPass(error))
                {
                    problem = error;
                }

                if (problem is null)
                {
                    yield return new HostView(last, null, null);
                    var rest = Interval - time.GetElapsedTime(started);
                    await Task.Delay(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, time, cancellationToken);
                    continue;
                }

                await CloseAsync(monitor);
                monitor = null;
                for (var left = pause; left > TimeSpan.Zero; left -= Interval)
                {
                    yield return new HostView(last, problem, left);
                    await Task.Delay(Interval, time, cancellationToken);
                }

                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
        finally
        {
            await CloseAsync(monitor);
        }
    }

    private static bool MayPass(DeploymentException error) =>
        error.Code is not (HostErrors.LoginRefusedCode or HostErrors.HostKeyChangedCode or HostErrors.HostKeyUnknownCode);

    private static async Task CloseAsync(IHostMonitor? monitor)
    {
        if (monitor is not null)
        {
            await monitor.DisposeAsync();
        }
    }
}

/// <summary>What is known of a host at a moment.</summary>
/// <param name="Sample">The last look; null before there was one.</param>
/// <param name="Problem">Why it is an old one; null when it is new.</param>
/// <param name="RetryIn">After how long the host is tried again; null when it is reached.</param>
public sealed record HostView(HostSample? Sample, DeploymentException? Problem, TimeSpan? RetryIn);
