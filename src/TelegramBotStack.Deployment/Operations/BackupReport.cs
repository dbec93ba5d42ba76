using TelegramBotStack.Deployment.Backups;

namespace TelegramBotStack.Deployment.Operations;

/// <summary>A backup at home that has been restored to a scratch place and checked.</summary>
public sealed record BackupReport
{
    /// <summary>The bot.</summary>
    public required string Bot { get; init; }

    /// <summary>The host it was made on.</summary>
    public required string Host { get; init; }

    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Path of its file.</summary>
    public required string Path { get; init; }

    /// <summary>What it was made for.</summary>
    public required BackupKind Kind { get; init; }

    /// <summary>The release that ran; null when none did.</summary>
    public string? Release { get; init; }

    /// <summary>Size of its file.</summary>
    public required long Bytes { get; init; }

    /// <summary>How many files of the bot are in it.</summary>
    public required int Files { get; init; }

    /// <summary>How many bytes they have.</summary>
    public required long DataBytes { get; init; }

    /// <summary>For how long the bot stood still, in milliseconds.</summary>
    public required double FreezeMilliseconds { get; init; }

    /// <summary>Whether it has been restored to a scratch place and checked.</summary>
    public required bool Verified { get; init; }

    /// <summary>What is odd in the data but may be meant so, a line each.</summary>
    public IReadOnlyList<string> Odd { get; init; } = [];

    /// <summary>Ids of copies on the host that were brought home as well.</summary>
    public IReadOnlyList<string> Collected { get; init; } = [];
}
