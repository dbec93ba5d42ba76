using System.Text.Json.Serialization;

namespace TelegramBotStack.Describing;

/// <summary>What a bot is made of, as <c>--describe</c> prints it: one line of JSON.</summary>
internal sealed record BotDescription
{
    public int Version { get; init; } = 1;

    public required IReadOnlyList<DescribedCommand> Commands { get; init; }

    /// <summary>Whether texts that are no commands have a handler.</summary>
    public required bool Text { get; init; }

    /// <summary>Types of updates with a handler, by the Bot API's names.</summary>
    public required IReadOnlyList<string> Types { get; init; }

    /// <summary>Names of buttons with a handler.</summary>
    public required IReadOnlyList<string> Buttons { get; init; }

    /// <summary>Names of deep links with a handler.</summary>
    public required IReadOnlyList<string> DeepLinks { get; init; }

    /// <summary>How many handlers say themselves what they want.</summary>
    public required int Conditions { get; init; }

    public required DescribedStorage Storage { get; init; }

    /// <summary>What is wrong with the bot's texts; null when that was not asked for.</summary>
    public required IReadOnlyList<DescribedText>? Texts { get; init; }
}

/// <param name="Name">Without the slash.</param>
/// <param name="Description">For the menu; null for none.</param>
/// <param name="IsDefault">Whether a feature brought it along.</param>
internal sealed record DescribedCommand(string Name, string? Description, bool IsDefault);

/// <param name="Name">What the bot keeps its values in.</param>
/// <param name="Problem">Why it cannot be opened; null when it can, or was not tried.</param>
internal sealed record DescribedStorage(string? Name, string? Problem);

/// <param name="File">Below the project's directory.</param>
/// <param name="Fault">The <see cref="TextsFault"/>.</param>
/// <param name="Message">The same in words.</param>
internal sealed record DescribedText(string File, string Fault, string Message);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(BotDescription))]
internal sealed partial class DescriptionJson : JsonSerializerContext;
