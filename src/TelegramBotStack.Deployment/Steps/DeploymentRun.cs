using TelegramBotStack.Deployment.Runtimes;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Images;
using TelegramBotStack.Deployment.Operations;
using TelegramBotStack.Deployment.Publishing;
using TelegramBotStack.Deployment.Releases;
using TelegramBotStack.Deployment.Status;

namespace TelegramBotStack.Deployment.Steps;

/// <summary>What the steps of one deployment hand to each other.</summary>
internal sealed class DeploymentRun(DeploymentSession session, IDeploymentLog log)
{
    public DeploymentSession Session => session;

    public IDeploymentLog Log => log;

    /// <summary>What is run, such as <c>DeployUp</c>.</summary>
    public string Operation { get; init; } = "";

    /// <summary>What the host remembers; the steps write it back when it changes.</summary>
    public HostState State { get; set; } = new();

    /// <summary>The container that answers before the deployment; null when none does.</summary>
    public BotInstance? Old { get; set; }

    /// <summary>The values of the secrets. Never printed.</summary>
    public IReadOnlyDictionary<string, string> Secrets { get; set; } = new Dictionary<string, string>();

    /// <summary>The token of the account that writes to the bot; null for none. Never printed, and never sent to the host.</summary>
    public string? TesterToken { get; set; }

    /// <summary>Whether the deployment fails when that account cannot be used.</summary>
    public bool TesterIsRequired { get; set; }

    /// <summary>What was published; null in a rollback.</summary>
    public PublishedApp? App { get; set; }

    /// <summary>The repository, when a Dockerfile of the user's own builds the image.</summary>
    public SourceContext? Source { get; set; }

    /// <summary>The release being deployed.</summary>
    public Release? Release { get; set; }

    /// <summary>Whether <see cref="Release"/> is an earlier one that is brought back.</summary>
    public bool IsRollback { get; set; }

    /// <summary>The container of <see cref="Release"/>.</summary>
    public BotInstance? Candidate { get; set; }

    /// <summary>What <see cref="Candidate"/> had counted when the watching began; nothing for one that was just started.</summary>
    public Baseline Baseline { get; set; } = new(Restarts: 0, Conflicts: 0);

    /// <summary>Whether the old release must be ended before the new one is started.</summary>
    public bool StopFirst => Steps.StopFirst.IsNeeded(this);

    /// <summary>How long no instance ran, in milliseconds; null when one ran all the time, or none ran before.</summary>
    public double? GapMilliseconds { get; set; }

    /// <summary>The file that keeps the host's watch over the handover; null for none.</summary>
    public string? GuardFile { get; set; }

    /// <summary>Whether the old container was told to let go.</summary>
    public bool HandedOver { get; set; }

    /// <summary>Whether the new release has been written down as the active one: from here on there is no way back.</summary>
    public bool Kept { get; set; }

    /// <summary>Whether no copy of the data is made first, because the user said so.</summary>
    public bool SkipBackup { get; init; }

    /// <summary>What was done with the watcher; null when it was left as it is.</summary>
    public WatcherChange? Watcher { get; set; }

    /// <summary>Why there is no watcher although there should be one: told when everything else is done.</summary>
    public DeploymentException? WatcherFailure { get; set; }

    /// <summary>What the new release said of itself last.</summary>
    public InstanceStatus? Status { get; set; }

    /// <summary>The commit being deployed, if known.</summary>
    public string? Commit { get; init; }

    /// <summary>Hides the values of the secrets in a text that is shown, of a value of several lines each line.</summary>
    public string Mask(string text) => Secrets.Values
        .Concat(TesterToken is null ? [] : [TesterToken])
        .Where(value => value.Length >= 4)
        .Concat(Secrets.Values.Where(value => value.Contains('\n')).SelectMany(value => value.Split('\n', StringSplitOptions.TrimEntries)).Where(line => line.Length >= 8))
        .Aggregate(text, (masked, value) => masked.Replace(value, "***", StringComparison.Ordinal));
}

/// <summary>What a container had counted before it was watched.</summary>
/// <param name="Restarts">How often Docker had started it again.</param>
/// <param name="Conflicts">How often Telegram had said that somebody else polls.</param>
internal sealed record Baseline(long Restarts, long Conflicts);
