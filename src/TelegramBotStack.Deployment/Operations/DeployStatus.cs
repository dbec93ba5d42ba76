using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Diagnosis;
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
        var watcher = session.Runtime is DockerRuntime ? session.Watcher.LookAsync(cancellationToken) : Task.FromResult<WatcherReport?>(null);
        var known = await session.Store.ReadAsync(cancellationToken);
        var found = await BotInspection.LookAsync(session.Host, session.Runtime, session.UsesDocker ? session.Docker : null, known, cancellationToken);
        InstanceReport[] instances = [.. found.Select(InstanceReport.Of)];
        return new StatusReport(
            session.Bot, session.Host.Name, known.ActiveRelease is { } active ? ReleaseSummary.Of(active) : null, known.Journal, instances)
        {
            Watcher = await watcher,
            WantsWatcher = settings.Alerts is { Watch: true } and not { Chat: null, Webhook: null } && instances.Any(instance => instance.Status?.CanWatch == true),
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
    public bool IsAnswering => Instances.Any(instance => instance.IsAnswering);

    /// <summary>Code of what is wrong first of all, with an entry in docs/troubleshooting.md; null when nothing is.</summary>
    public string? Code => First?.Code;

    /// <summary>What is wrong first of all; null when nothing is.</summary>
    public string? Cause => First?.Cause;

    /// <summary>What mends it; null when nothing is wrong.</summary>
    public string? Mend => First?.Mend;

    // What keeps the kept release from answering comes before what is said of a candidate.
    private Finding? First => Instances
        .OrderByDescending(instance => instance.Release == Active?.Id)
        .SelectMany(instance => instance.Findings)
        .OrderByDescending(finding => finding.IsProblem)
        .FirstOrDefault();
}

/// <summary>A container of the bot.</summary>
/// <param name="Release">The release it runs.</param>
/// <param name="IsRunning">Whether it runs.</param>
/// <param name="Restarts">How often Docker started it again.</param>
/// <param name="Status">What it says of itself.</param>
/// <param name="IsAnswering">Whether it answers users now.</param>
/// <param name="Findings">What is wrong with it, the root of it first.</param>
public sealed record InstanceReport(
    string Release, bool IsRunning, long Restarts, InstanceStatus? Status, bool IsAnswering, IReadOnlyList<Finding> Findings)
{
    /// <summary>Whether it keeps docs/process-contract.md. One that does not says nothing of itself.</summary>
    public bool KeepsContract { get; init; } = true;

    /// <summary>Whether it has crashed and is about to be started again.</summary>
    public bool IsRestarting { get; init; }

    internal static InstanceReport Of(InspectedInstance found) => new(
        found.Instance.Release, found.Facts.Process.IsRunning, found.Facts.Process.Restarts, found.Instance.Status, found.IsAnswering, found.Findings)
    {
        KeepsContract = found.Instance.KeepsContract,
        IsRestarting = found.Facts.Process.IsRestarting,
    };
}
