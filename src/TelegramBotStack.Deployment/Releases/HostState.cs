using System.Text.Json.Serialization;

namespace TelegramBotStack.Deployment.Releases;

/// <summary>What a host remembers of a bot: its releases, which one is active, and the deployment under way.</summary>
internal sealed record HostState
{
    /// <summary>Version of the file's format.</summary>
    public int Format { get; init; } = 1;

    /// <summary>The release that was kept last; null before the first.</summary>
    public string? Active { get; init; }

    /// <summary>Known releases, oldest first.</summary>
    public IReadOnlyList<Release> Releases { get; init; } = [];

    /// <summary>The deployment under way, or one whose deployer died.</summary>
    public JournalEntry? Journal { get; init; }

    /// <summary>Where the bot's data are: the name of a volume; null for the one it began with.</summary>
    public string? DataVolume { get; init; }

    /// <summary>Other data about to take the place of the present ones, or what a deployer that died left of that.</summary>
    public RestoreEntry? Restoring { get; init; }

    /// <summary>When the host makes a copy of the data by itself, as a cron expression; null for never.</summary>
    public string? Schedule { get; init; }

    /// <summary>A volume whose data have been replaced, and which is to be removed.</summary>
    public string? ReplacedVolume { get; init; }

    /// <summary>The active release, if there is one.</summary>
    [JsonIgnore]
    public Release? ActiveRelease => Releases.FirstOrDefault(release => release.Id == Active);

    /// <summary>The state with another release as the active one.</summary>
    /// <param name="release">The release, which takes the place of one with its id.</param>
    /// <param name="takenBackAt">The time, if newer releases were found bad and are taken back by this; null for a deployment.</param>
    public HostState Keep(Release release, DateTimeOffset? takenBackAt) => this with
    {
        Active = release.Id,
        Releases =
        [
            .. Releases
                .Where(other => other.Id != release.Id)
                .Append(release)
                .Select(other => takenBackAt is not null && other.Id == Active && string.CompareOrdinal(other.Id, release.Id) > 0
                    ? other with { TakenBackAt = takenBackAt }
                    : other)
                .OrderBy(other => other.Id, StringComparer.Ordinal),
        ],
    };

    /// <summary>
    /// The releases beyond the number to keep. What was taken back is counted by itself: it must not push out the good
    /// release it was taken back for.
    /// </summary>
    public IReadOnlyList<Release> Outdated(int keep)
    {
        var kept = Releases.Where(IsGood).TakeLast(keep)
            .Concat(Releases.Where(release => !IsGood(release)).TakeLast(keep))
            .ToHashSet();
        return [.. Releases.Where(release => !kept.Contains(release) && release.Id != Active)];

        static bool IsGood(Release release) => release is { VerifiedAt: not null, TakenBackAt: null };
    }
}

/// <summary>How far a deployment has come.</summary>
/// <param name="Release">The release being deployed.</param>
/// <param name="Step">The step that was begun last.</param>
/// <param name="By">Who deploys.</param>
/// <param name="At">When the step was begun.</param>
public sealed record JournalEntry(string Release, string Step, string By, DateTimeOffset At);

/// <summary>Other data about to take the place of the present ones.</summary>
/// <param name="Volume">Where the other data are.</param>
/// <param name="Stopped">Instance that was ended for it and is to answer again if it fails; null while it still runs.</param>
/// <param name="Candidate">Name of the instance that is started on the other data.</param>
public sealed record RestoreEntry(string Volume, string? Stopped, string Candidate);
