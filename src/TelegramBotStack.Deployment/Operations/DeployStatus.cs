using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Docker;
using TelegramBotStack.Deployment.Releases;
using TelegramBotStack.Deployment.Status;

namespace TelegramBotStack.Deployment.Operations;

/// <summary>Tells how the bot is doing on the host. Changes nothing and takes no lock.</summary>
public static class DeployStatus
{
    /// <summary>Looks at the bot's containers and what they say of themselves.</summary>
    public static async Task<StatusReport> RunAsync(
        DeploySettings settings, OperationRequest request, CancellationToken cancellationToken)
    {
        await using var session = await DeploymentSession.OpenAsync(settings, request.Prompts, changes: false, cancellationToken);
        var state = session.Store.ReadAsync(cancellationToken);
        var watcher = session.Runtime is DockerRuntime ? session.Watcher.LookAsync(cancellationToken) : Task.FromResult<WatcherReport?>(null);
        var containers = await session.Runtime.ListAsync(cancellationToken);
        var known = await state;
        InstanceReport[] instances = await Task.WhenAll(containers.Select(async container =>
        {
            var process = await session.Runtime.InspectAsync(container, cancellationToken);
            return new InstanceReport(container.Release, process.IsRunning, process.Restarts, container.Status) { KeepsContract = container.KeepsContract };
        }));
        return new StatusReport(session.Bot, session.Host.Name, known.ActiveRelease is { } active ? ReleaseSummary.Of(active) : null, known.Journal, instances)
        {
            Watcher = await watcher,
            WantsWatcher = settings.Alerts is { Watch: true } and not { Chat: null, Webhook: null } && containers.Any(container => container.Status?.CanWatch == true),
        };
    }
}

/// <summary>How a bot is doing.</summary>
/// <param name="Bot">The bot.</param>
/// <param name="Host">The host.</param>
/// <param name="Active">The release that was kept last.</param>
/// <param name="UnderWay">A deployment under way, or one whose deployer died.</param>
/// <param name="Instances">The containers.</param>
public sealed record StatusReport(
    string Bot, string Host, ReleaseSummary? Active, JournalEntry? UnderWay, IReadOnlyList<InstanceReport> Instances)
{
    /// <summary>The watcher; null when there is none.</summary>
    public WatcherReport? Watcher { get; init; }

    /// <summary>Whether deploy.yaml asks for one, and the bot's program can be one.</summary>
    public bool WantsWatcher { get; init; }

    /// <summary>Whether an instance answers users now.</summary>
    public bool IsAnswering => Instances.Any(instance => instance.Answers);
}

/// <summary>A container of the bot.</summary>
/// <param name="Release">The release it runs.</param>
/// <param name="IsRunning">Whether it runs.</param>
/// <param name="Restarts">How often Docker started it again.</param>
/// <param name="Status">What it says of itself.</param>
public sealed record InstanceReport(string Release, bool IsRunning, long Restarts, InstanceStatus? Status)
{
    /// <summary>Whether it keeps docs/process-contract.md. One that does not says nothing of itself.</summary>
    public bool KeepsContract { get; init; } = true;

    /// <summary>Whether it answers users, as far as can be told.</summary>
    public bool Answers => IsRunning && (!KeepsContract || Status?.State == InstanceState.Active);
}
