namespace TelegramBotStack.Watching;

/// <summary>What the owner knows, and what is not yet certain enough to be told. Written down, so that a restart repeats nothing.</summary>
internal sealed record AlarmState
{
    /// <summary>The condition that has held for long enough.</summary>
    public BotCondition Current { get; init; } = BotCondition.Ok;

    /// <summary>Why, as it was when it was told last.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Since when; null when nothing has ever been different.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>When something was told last.</summary>
    public DateTimeOffset? ToldAt { get; init; }

    /// <summary>A condition other than the current one that is seen now.</summary>
    public BotCondition? Seen { get; init; }

    /// <summary>Since when it is seen.</summary>
    public DateTimeOffset SeenSince { get; init; }

    /// <summary>When changes were told, within the last hour.</summary>
    public IReadOnlyList<DateTimeOffset> Changes { get; init; } = [];

    /// <summary>Whether changes come so often that they are not told any more until it is steady.</summary>
    public bool IsFlapping { get; init; }
}

/// <summary>When what is told.</summary>
/// <param name="After">How long a condition must hold until it counts.</param>
/// <param name="Repeat">After how long a bad condition is told again; zero for never.</param>
internal sealed record AlarmTimes(TimeSpan After, TimeSpan Repeat);

/// <summary>Something to tell the owner.</summary>
/// <param name="State">A word for programs: the condition, or <c>flapping</c>.</param>
/// <param name="Text">What has happened, without the name of the bot.</param>
internal sealed record Announcement(string State, string Text);
