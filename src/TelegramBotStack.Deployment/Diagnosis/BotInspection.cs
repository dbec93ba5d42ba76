using Docker.DotNet;
using TelegramBotStack.Deployment.Docker;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Hosts;
using TelegramBotStack.Deployment.Releases;
using TelegramBotStack.Deployment.Runtimes;
using TelegramBotStack.Deployment.Status;

namespace TelegramBotStack.Deployment.Diagnosis;

/// <summary>Looks at the instances of a bot, and says what is wrong with each.</summary>
internal static class BotInspection
{
    private const int Readings = 5;
    private static readonly TimeSpan KillTolerance = TimeSpan.FromSeconds(5);

    /// <param name="host">The host, whose clock counts.</param>
    /// <param name="runtime">How the bot is run.</param>
    /// <param name="docker">The engine, which remembers how processes ended; null without Docker.</param>
    /// <param name="state">What the host remembers of the bot.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<IReadOnlyList<InspectedInstance>> LookAsync(
        IHost host, IBotRuntime runtime, DockerClient? docker, HostState state, CancellationToken cancellationToken)
    {
        var listed = await runtime.ListAsync(cancellationToken);
        var looks = await Task.WhenAll(listed.Select(instance => LookAsync(runtime, instance, cancellationToken)));
        (BotInstance Instance, ProcessState Process)[] seen = [.. looks.OfType<(BotInstance, ProcessState)>()];

        // After the instances: a status may not be newer than the moment it is judged at.
        var clock = await HostClock.ReadAsync(host, cancellationToken);
        return await Task.WhenAll(seen.Select(async found =>
        {
            var facts = new BotFacts(found.Process, found.Instance.Status, Latest(clock, found.Instance.Status?.HeartbeatAt))
            {
                KeepsContract = found.Instance.KeepsContract,
                IsKept = found.Instance.Release == state.Active && state.Journal is null,
                OtherIsActive = seen.Any(other => other.Instance != found.Instance && other.Instance.Status?.IsInPlace == true),
            };
            if (docker is not null && (found.Process.Restarts > 0 || !facts.IsUp))
            {
                facts = facts with { LastEnd = await EndAsync(host, docker, found.Instance, found.Process, clock, cancellationToken) };
            }

            return new InspectedInstance(found.Instance, facts, BotHealth.Judge(facts));
        }));
    }

    // Process and status are two readings: a process that ends or starts in between would be judged by another's words.
    private static async Task<(BotInstance Instance, ProcessState Process)?> LookAsync(
        IBotRuntime runtime, BotInstance instance, CancellationToken cancellationToken)
    {
        try
        {
            var process = await runtime.InspectAsync(instance, cancellationToken);
            for (var reading = 1; ; reading++)
            {
                // Also of one that has ended: its last words say why.
                var status = await runtime.ReadStatusAsync(instance, cancellationToken);
                var after = await runtime.InspectAsync(instance, cancellationToken);
                if (after == process || reading == Readings)
                {
                    return (instance with { Status = status }, after);
                }

                process = after;
            }
        }
        catch (DeploymentException error) when (error.InnerException is DockerContainerNotFoundException)
        {
            // It went away after it was listed, as in every deployment.
            return null;
        }
    }

    private static async Task<ProcessEnd?> EndAsync(
        IHost host, DockerClient docker, BotInstance instance, ProcessState process, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var told = ContainerEnds.ReadLastAsync(docker, instance.Id, now, cancellationToken);
        var killed = await KernelLog.LastKillAsync(host, instance.Id, now, cancellationToken);
        var end = await told;
        return process.EndedAt is { } ended && killed is { } at && (at - ended).Duration() < KillTolerance
            ? new ProcessEnd(ended, end?.ExitCode, OutOfMemory: true)
            : end;
    }

    private static DateTimeOffset Latest(DateTimeOffset one, DateTimeOffset? other) => other > one ? other.Value : one;
}

/// <summary>An instance, what is known of it and what is wrong with it.</summary>
/// <param name="Instance">The instance.</param>
/// <param name="Facts">What is known of it.</param>
/// <param name="Findings">What is wrong with it, the root of it first.</param>
internal sealed record InspectedInstance(BotInstance Instance, BotFacts Facts, IReadOnlyList<Finding> Findings)
{
    public bool IsAnswering => BotHealth.Answers(Facts, Findings);
}
