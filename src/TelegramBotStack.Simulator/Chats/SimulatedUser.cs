using TelegramBotStack.Simulator.BotApi.Json;

namespace TelegramBotStack.Simulator;

/// <summary>A person, and their private chat with the bot. Safe to use from several threads.</summary>
public sealed class SimulatedUser : SimulatedChat
{
    internal SimulatedUser(SimulatedBot bot, long id, string firstName, string? username, string? languageCode)
        : base(bot, id)
    {
        FirstName = firstName;
        Username = username;
        LanguageCode = languageCode;
        ApiUser = new ApiUser(id, IsBot: false, firstName, null, username) { LanguageCode = languageCode };
        Api = new ApiChat(id, "private") { FirstName = firstName, Username = username };
    }

    /// <summary>Another bot, which the bot sees as a user with is_bot.</summary>
    internal SimulatedUser(SimulatedBot bot, SimulatedBot other)
        : this(bot, other.Id, other.Username, other.Username, languageCode: null)
    {
        OtherBot = other;
        ApiUser = other.ApiUser;
    }

    /// <summary>What the bot sees as first_name.</summary>
    public string FirstName { get; }

    /// <summary>Without <c>@</c>; null if the user has none.</summary>
    public string? Username { get; }

    /// <summary>IETF language tag of the user's app; null if it does not tell.</summary>
    public string? LanguageCode { get; }

    /// <summary>The commands in the menu of this user's chat with the bot.</summary>
    public IReadOnlyList<BotCommand> Commands
    {
        get
        {
            lock (Bot.Gate)
            {
                return Bot.Menu.For(this);
            }
        }
    }

    /// <inheritdoc/>
    public override string Name => FirstName;

    /// <summary>True while the user has blocked the bot.</summary>
    public bool HasBlockedBot { get; private set; }

    internal ApiUser ApiUser { get; }

    /// <summary>The bot that this is; null for a person.</summary>
    internal SimulatedBot? OtherBot { get; }

    internal override ApiChat Api { get; }

    /// <summary>Writes to the bot, or in a group.</summary>
    /// <param name="text">1 to 4,096 characters.</param>
    /// <param name="group">Null: the private chat with the bot.</param>
    /// <param name="replyTo">A message of the same chat that this one answers.</param>
    /// <returns>The message as it stands in the chat; the bot may not have seen it yet.</returns>
    public Task<ChatMessage> Send(string text, SimulatedGroup? group = null, ChatMessage? replyTo = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(text.Length, 4_096, nameof(text));
        group?.MustHave(this);
        return Task.FromResult(Bot.Conversations.UserSays(this, (SimulatedChat?)group ?? this, text, replyTo?.MessageId));
    }

    /// <summary>Sends a document to the bot, or to a group.</summary>
    /// <param name="name">Its name, for example <c>report.pdf</c>.</param>
    /// <param name="content">What is in it.</param>
    /// <param name="caption">What is written under it. Default: nothing.</param>
    /// <param name="group">Null: the private chat with the bot.</param>
    public Task<ChatMessage> SendDocument(string name, ReadOnlyMemory<byte> content, string caption = "", SimulatedGroup? group = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        group?.MustHave(this);
        return Task.FromResult(Bot.Conversations.UserSends(this, (SimulatedChat?)group ?? this, name, content, isPhoto: false, caption));
    }

    /// <summary>Sends a photo to the bot, or to a group. Nothing looks at the picture: any bytes will do.</summary>
    /// <param name="content">What is in it.</param>
    /// <param name="caption">What is written under it. Default: nothing.</param>
    /// <param name="group">Null: the private chat with the bot.</param>
    public Task<ChatMessage> SendPhoto(ReadOnlyMemory<byte> content, string caption = "", SimulatedGroup? group = null)
    {
        group?.MustHave(this);
        return Task.FromResult(Bot.Conversations.UserSends(this, (SimulatedChat?)group ?? this, "", content, isPhoto: true, caption));
    }

    /// <summary>Changes the text of an own message.</summary>
    /// <exception cref="InvalidOperationException">The message is another's, or no longer there.</exception>
    public Task<ChatMessage> Edit(ChatMessage message, string text)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentException.ThrowIfNullOrEmpty(text);
        return Task.FromResult(Bot.Conversations.UserEdits(this, message, text));
    }

    /// <summary>Presses an inline button under a message of the bot.</summary>
    /// <param name="message">The message with the button.</param>
    /// <param name="button">The button's text, or its callback data.</param>
    /// <exception cref="InvalidOperationException">The message, as it is now, has no such button.</exception>
    public Task<ButtonPress> Press(ChatMessage message, string button)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentException.ThrowIfNullOrEmpty(button);
        return Task.FromResult(Bot.Conversations.UserPresses(this, message, button));
    }

    /// <summary>Blocks the bot: what it sends to this user fails with 403.</summary>
    public void Block() => SetBlocked(true);

    /// <summary>Lets the bot write again.</summary>
    public void Unblock() => SetBlocked(false);

    private void SetBlocked(bool blocked)
    {
        lock (Bot.Gate)
        {
            if (HasBlockedBot != blocked)
            {
                HasBlockedBot = blocked;
                Bot.Conversations.BlockChanged(this, blocked);
            }
        }
    }
}
