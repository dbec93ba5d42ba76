using System.Text.Json.Serialization;

namespace TelegramBotStack.Deployment.Backups;

/// <summary>A copy of a bot's data on its host: a compressed archive that only the deploy user may read.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">What it was made for.</param>
/// <param name="Release">The release that ran; empty when none did.</param>
/// <param name="TokenFingerprint">Start of a hash over that release's token.</param>
/// <param name="Bytes">Size of the archive.</param>
/// <param name="Sha256">Hash of the archive.</param>
/// <param name="FreezeMilliseconds">For how long the bot stood still.</param>
internal sealed record HostSnapshot(
    string Id, BackupKind Kind, string Release, string TokenFingerprint, long Bytes, string Sha256, double FreezeMilliseconds)
{
    [JsonIgnore]
    public DateTimeOffset CreatedAt => BackupId.Time(Id);
}

/// <summary>How a copy is made on a host.</summary>
internal sealed record SnapshotOrder
{
    public required string Bot { get; init; }

    /// <summary>The bot's state directory; the copies are in <c>backups</c> in it.</summary>
    public required string StateDirectory { get; init; }

    public required BackupKind Kind { get; init; }

    /// <summary>The volume that is copied when no instance runs; else it is the one the instance uses.</summary>
    public required string DataVolume { get; init; }

    /// <summary>Docker's socket on the host; null for its default.</summary>
    public string? DockerSocket { get; init; }

    /// <summary>How many copies of this kind stay on the host.</summary>
    public required int Keep { get; init; }

    /// <summary>How many days they stay; null for ever.</summary>
    public int? KeepDays { get; init; }

    /// <summary>Who makes it.</summary>
    public required string By { get; init; }
}
