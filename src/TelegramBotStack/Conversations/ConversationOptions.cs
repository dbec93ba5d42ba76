namespace TelegramBotStack;

/// <summary>What is said about a conversation when it is added.</summary>
public sealed class ConversationOptions
{
    /// <summary>
    /// Changed by you when the code of the conversation has changed so that one that is under way cannot go on with it. Code
    /// that asks or sends something else at a place that was passed is found without it. Default: <c>1</c>.
    /// </summary>
    public string Version { get; set; } = "1";

    /// <summary>After how long without a message the conversation is forgotten, without a word. A minute to 365 days. Default: 7 days.</summary>
    public TimeSpan ForgetAfter { get; set; } = TimeSpan.FromDays(7);

    /// <summary>
    /// After how long a question is asked again of which it is not known whether it was sent, because the process was killed
    /// just then. Not asked again when the user has answered. Default: a minute.
    /// </summary>
    public TimeSpan RepeatLostQuestionAfter { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How many steps may be remembered; a conversation that takes more fails. From 10. Default: 1,000.</summary>
    public int MaximumSteps { get; set; } = 1_000;

    /// <summary>
    /// What the user is told when the conversation cannot go on because its code has changed. Empty for nothing. Default null:
    /// the text <c>conversations.changed</c> in the user's language.
    /// </summary>
    public string? ChangedText { get; set; }

    /// <summary>
    /// What the user is told when they have not answered in time and the code does not handle that. Empty for nothing. Default
    /// null: the text <c>conversations.timeout</c> in the user's language.
    /// </summary>
    public string? TimeoutText { get; set; }

    /// <summary>Called instead of sending <see cref="ChangedText"/>, with chat id and user id.</summary>
    public Func<IServiceProvider, long, long, Task>? OnChanged { get; set; }

    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    internal void Check()
    {
        ArgumentNullException.ThrowIfNull(Version);
        ArgumentOutOfRangeException.ThrowIfLessThan(ForgetAfter, TimeSpan.FromMinutes(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ForgetAfter, TimeSpan.FromDays(365));
        ArgumentOutOfRangeException.ThrowIfLessThan(RepeatLostQuestionAfter, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaximumSteps, 10);
    }
}
