namespace TelegramBotStack.Deployment.Validation;

/// <summary>What a bot says it is made of, with <c>--describe</c> (docs/development.md).</summary>
internal sealed record DescribedBot
{
    public IReadOnlyList<DescribedCommand> Commands { get; init; } = [];

    public bool Text { get; init; }

    public IReadOnlyList<string> Types { get; init; } = [];

    public IReadOnlyList<string> Buttons { get; init; } = [];

    public IReadOnlyList<string> DeepLinks { get; init; } = [];

    public int Conditions { get; init; }

    public DescribedStorage Storage { get; init; } = new(null, null);

    public IReadOnlyList<DescribedText>? Texts { get; init; }

    /// <summary>How many handlers there are.</summary>
    public int Handlers => Commands.Count + (Text ? 1 : 0) + Types.Count + Buttons.Count + DeepLinks.Count + Conditions;
}

/// <param name="Name">Without the slash.</param>
/// <param name="Description">For the menu; null for none.</param>
internal sealed record DescribedCommand(string Name, string? Description);

/// <param name="File">Below the directory of the bot's project.</param>
/// <param name="Fault">What kind of fault, such as <c>Missing</c>.</param>
/// <param name="Message">The fault in words.</param>
internal sealed record DescribedText(string File, string Fault, string Message);

/// <param name="Name">What the bot keeps its values in.</param>
/// <param name="Problem">Why it cannot be opened; null when it can.</param>
internal sealed record DescribedStorage(string? Name, string? Problem);
