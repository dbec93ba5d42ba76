using TelegramBotStack.Deployment.Runtimes;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Status;

namespace TelegramBotStack.Deployment.Steps;

/// <summary>Watches a container's process and status file until something is so. Bounded polling: there is no event.</summary>
internal static class Watch
{
    // Docker starts a program of its own to read a file of a container, some 30 ms of the host's processor, which the bot that
    // is getting ready needs as well.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan TakeOver = TimeSpan.FromSeconds(30);
    private const int LogLines = 60;

    /// <summary>Waits until the container's status satisfies a condition.</summary>
    /// <returns>The status, or null when the time is over.</returns>
    /// <exception cref="DeploymentException">The container ended.</exception>
    public static async Task<InstanceStatus?> UntilAsync(
        DeploymentRun run, BotInstance container, TimeSpan limit, Func<InstanceStatus, bool> condition, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        over.CancelAfter(limit);
        try
        {
            while (true)
            {
                var status = await LookAsync(run, container, over.Token);
                if (status is not null && condition(status))
                {
                    return status;
                }

                await Task.Delay(Interval, over.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Reads the status of a container that must be running.</summary>
    /// <exception cref="DeploymentException">It ended; its last log lines have been shown.</exception>
    public static async Task<InstanceStatus?> LookAsync(DeploymentRun run, BotInstance container, CancellationToken cancellationToken)
    {
        var inspected = run.Session.Runtime.InspectAsync(container, cancellationToken);
        var status = await run.Session.Runtime.ReadStatusAsync(container, cancellationToken);
        var state = await inspected;
        if (!state.IsRunning || (container.Id == run.Candidate?.Id && state.Restarts > run.Baseline.Restarts))
        {
            await ShowLogAsync(run, container, cancellationToken);
            throw Ended(run, container, state, status);
        }

        // What a process said that has ended since is not said of the one that runs, or will.
        return status is not null && state.Wrote(status) ? status : null;
    }

    /// <summary>Waits until a container that is a hot standby has taken over.</summary>
    public static async Task UntilActiveAsync(DeploymentRun run, BotInstance container, CancellationToken cancellationToken)
    {
        if (await UntilAsync(run, container, TakeOver, status => status.IsInPlace, cancellationToken) is null)
        {
            throw DeployErrors.HandoverFailed(container.Release, $"it was not active within {TakeOver.TotalSeconds:0} s.");
        }
    }

    /// <summary>Shows the last lines a container printed.</summary>
    public static async Task ShowLogAsync(DeploymentRun run, BotInstance container, CancellationToken cancellationToken)
    {
        var lines = await run.Session.Runtime.TailLogAsync(container, LogLines, cancellationToken);
        run.Log.BotLog(container.Release, [.. lines.Select(run.Mask)]);
    }

    /// <summary>Why a container that should run does not.</summary>
    public static DeploymentException Ended(DeploymentRun run, BotInstance container, ProcessState state, InstanceStatus? status)
    {
        var said = status?.LastError is { } error ? $" {run.Mask(error.Message)}" : "";
        if (status?.LastError?.Code == "token-revoked")
        {
            return DeployErrors.TokenRefused(container.Release, said.Trim());
        }

        var reason = (state.OutOfMemory, state.ExitCode) switch
        {
            (true, _) => "the kernel killed it for want of memory (resources.memory in deploy.yaml).",
            (_, 75) => "its watchdog found it hung (exit code 75).",
            (_, 78) => "its configuration is wrong (exit code 78).",
            (_, var code) => $"exit code {code}.",
        };
        return DeployErrors.CandidateEnded(container.Release, reason + said);
    }
}
