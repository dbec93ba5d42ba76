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
}

/// <summary>How far a deployment has come.</summary>
/// <param name="Release">The release being deployed.</param>
/// <param name="Step">The step that was begun last.</param>
/// <param name="By">Who deploys.</param>
/// <param name="At">When the step was begun.</param>
public sealed record JournalEntry(string Release, string Step, string By, DateTimeOffset At);
