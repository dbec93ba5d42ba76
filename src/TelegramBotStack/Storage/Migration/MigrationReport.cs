using System.Text.Json.Serialization;

namespace TelegramBotStack.Storage.Migration;

/// <summary>What came of a migration.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Values">How many values the target has, or would have; those that expire within the hour are not counted.</param>
/// <param name="Hash">SHA-256 of them.</param>
internal sealed record MigrationReport(MigrationOutcome Outcome, long Values, string Hash)
{
    public bool IsGood => Outcome is not (MigrationOutcome.NotEmpty or MigrationOutcome.Differs or MigrationOutcome.Failed);

    public string? From { get; init; }

    public string? To { get; init; }

    /// <summary>One or two sentences for a person, with what to do next.</summary>
    public string? Message { get; init; }
}

internal enum MigrationOutcome
{
    /// <summary>It did not come to an end.</summary>
    Failed,

    /// <summary>A dry run: this is what would be copied.</summary>
    Planned,

    /// <summary>Everything was copied, and compared.</summary>
    Migrated,

    /// <summary>As <see cref="Migrated"/>, and a run before had begun with it.</summary>
    Resumed,

    /// <summary>Both held the same before.</summary>
    AlreadyThere,

    /// <summary>The target holds something else; nothing was written.</summary>
    NotEmpty,

    /// <summary>Everything was copied, and the target holds something else.</summary>
    Differs,
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(MigrationReport))]
internal sealed partial class MigrationJson : JsonSerializerContext;
