using System.Text.Json;
using System.Text.Json.Serialization;

namespace TelegramBotStack.Deployment.Backups;

/// <summary>What is in a backup, and where it came from. The first entry of the archive.</summary>
public sealed record BackupManifest
{
    /// <summary>The version of the archive's format that is written here.</summary>
    public const int CurrentFormat = 1;

    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Version of the archive's format.</summary>
    public required int Format { get; init; }

    /// <summary>When it was made, and the start of the copy's hash: <c>yyyyMMdd'T'HHmmss'Z'-xxxxxx</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The bot.</summary>
    public required string Bot { get; init; }

    /// <summary>The host it was made on.</summary>
    public required string Host { get; init; }

    /// <summary>What made it.</summary>
    public required BackupKind Kind { get; init; }

    /// <summary>The release that ran; null when none did.</summary>
    public string? Release { get; init; }

    /// <summary>When it was made, by the host's clock, in UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>For how long the bot stood still, in milliseconds; 0 when it did not run.</summary>
    public required double FreezeMilliseconds { get; init; }

    /// <summary>Start of a hash over the bot's token; empty when not known.</summary>
    public string TokenFingerprint { get; init; } = "";

    /// <summary>The version of the stack that made it.</summary>
    public string StackVersion { get; init; } = "";

    /// <summary>How many files there are.</summary>
    public required int Count { get; init; }

    /// <summary>How many bytes they have in all.</summary>
    public required long Bytes { get; init; }

    /// <summary>What was left out, such as sockets and links, which a backup does not hold.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];

    /// <summary>The directories, by path.</summary>
    public IReadOnlyList<string> Directories { get; init; } = [];

    /// <summary>The files, by path.</summary>
    public required IReadOnlyList<BackupFile> Files { get; init; }
}

/// <summary>A file in a backup.</summary>
/// <param name="Path">Relative path, with <c>/</c>.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Mode">Permissions.</param>
/// <param name="ModifiedAt">When it was last written, in UTC.</param>
/// <param name="Sha256">Hash of its content, 64 hex digits.</param>
public sealed record BackupFile(string Path, long Size, UnixFileMode Mode, DateTimeOffset ModifiedAt, string Sha256);

/// <summary>What a backup was made for. On a host each kind is counted by itself.</summary>
public enum BackupKind
{
    /// <summary>Somebody ran <c>Backup</c>.</summary>
    Manual,

    /// <summary>Made before a deployment.</summary>
    Deploy,

    /// <summary>Made before other data took the place of these.</summary>
    Safety,

    /// <summary>Made before the data were deleted.</summary>
    Purge,

    /// <summary>Made by the host's schedule.</summary>
    Schedule,
}
