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
