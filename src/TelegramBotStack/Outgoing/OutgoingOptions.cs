namespace TelegramBotStack;

/// <summary>
/// How fast a bot sends and how often it tries. Set by <see cref="OutgoingExtensions.ConfigureOutgoing"/>. The rates are
/// those of https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this.
/// </summary>
public sealed record OutgoingOptions
{
    /// <summary>When answers are slowed down. Default <see cref="OutgoingPacing.WhenRefused"/>.</summary>
    public OutgoingPacing Pacing { get; init; } = OutgoingPacing.WhenRefused;

    /// <summary>To all chats together. Default 30 in a second.</summary>
    public OutgoingRate Overall { get; init; } = new(30, TimeSpan.FromSeconds(1));

    /// <summary>To one private chat. Default 3 in 3 s: one a second, with a short burst.</summary>
    public OutgoingRate PrivateChat { get; init; } = new(3, TimeSpan.FromSeconds(3));

    /// <summary>To one group or channel. Default 20 in a minute.</summary>
    public OutgoingRate Group { get; init; } = new(20, TimeSpan.FromMinutes(1));

    /// <summary>
    /// How long a call that is refused for its rate, or fails because Telegram cannot be reached, is tried again before
    /// its exception reaches the handler. Default 5 min; zero to try once.
    /// </summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Whether a message is sent again when the connection broke before the answer came, so that nobody knows whether it
    /// has arrived. Default true: rather twice than not at all. Calls that can be repeated without harm always are, those
    /// that cost money never.
    /// </summary>
    public bool RepeatUnanswered { get; init; } = true;

    internal OutgoingOptions Validated()
    {
        Overall.Validate(nameof(Overall));
        PrivateChat.Validate(nameof(PrivateChat));
        Group.Validate(nameof(Group));
        ArgumentOutOfRangeException.ThrowIfLessThan(LongestWait, TimeSpan.Zero, nameof(LongestWait));
        return this;
    }
}
