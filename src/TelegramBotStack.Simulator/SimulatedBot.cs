using System.Security.Cryptography;
using System.Text.Json;
using TelegramBotStack.Simulator.BotApi;
using TelegramBotStack.Simulator.BotApi.Json;
using TelegramBotStack.Simulator.Chats;
using TelegramBotStack.Simulator.Faults;
using TelegramBotStack.Simulator.Playground;
using TelegramBotStack.Simulator.Updates;
using TelegramBotStack.Simulator.Webhooks;

namespace TelegramBotStack.Simulator;

/// <summary>One bot account of a simulator, with its users and chats. Safe to use from several threads.</summary>
public sealed class SimulatedBot
{
    private readonly TelegramSimulator _simulator;

    internal SimulatedBot(TelegramSimulator simulator, string token, string username, bool canReadAllGroupMessages)
    {
        _simulator = simulator;
        Token = token;
        Id = BotToken.IdOf(token) ?? throw new ArgumentException("A token is a number, a colon and a secret.", nameof(token));
        Username = username;
        CanReadAllGroupMessages = canReadAllGroupMessages;
        ApiUser = new ApiUser(Id, IsBot: true, username, null, username);
        Faults = new SimulatorFaults(Feed);
        Menu = new CommandMenu(Feed);
        Log = new CallLog(Options.CallsKept, Feed);
        Queue = new UpdateQueue(() => RandomNumberGenerator.GetInt32(2_000_001, 1_000_000_000), Options.UpdatesKept);
        Polling = new LongPolling(Queue, Time, Gate);
        Conversations = new Conversations(this);
    }

    /// <summary>The token that works now; <see cref="RevokeToken"/> changes it.</summary>
    public string Token { get; private set; }

    /// <summary>The bot's user id, which is also the first part of its token.</summary>
    public long Id { get; }

    /// <summary>Without <c>@</c>.</summary>
    public string Username { get; }

    /// <summary>True when privacy mode is off: the bot sees all messages of its groups.</summary>
    public bool CanReadAllGroupMessages { get; }

    /// <summary>
    /// BotFather's Bot-to-Bot Communication Mode: bots that both have it may write to each other. Default false, as at Telegram.
    /// </summary>
    public bool CanCommunicateWithBots { get; set; }

    /// <summary>Faults that the bot's next API calls meet.</summary>
    public SimulatorFaults Faults { get; }

    /// <summary>
    /// How many messages the bot may send before it gets 429; null for any number. Default null: a test of what a bot
    /// says need not take as long as Telegram would.
    /// </summary>
    public FloodLimits? FloodLimits
    {
        get
        {
            lock (Gate)
            {
                return Flood.Limits;
            }
        }
        set
        {
            lock (Gate)
            {
                Flood.Limits = value;
                Feed.LimitsChanged(value is not null);
            }
        }
    }

    /// <summary>The newest answered API calls, oldest first; see <see cref="TelegramSimulatorOptions.CallsKept"/>.</summary>
    public IReadOnlyList<ApiCall> Calls => Log.Calls;

    /// <summary>The commands in the bot's menu for the default scope and language.</summary>
    public IReadOnlyList<BotCommand> Commands
    {
        get
        {
            lock (Gate)
            {
                return Menu.Get(CommandMenu.DefaultScope, "");
            }
        }
    }

    /// <summary>What has happened so far.</summary>
    public SimulatorStatistics Statistics
    {
        get
        {
            var (total, byMethod) = Log.Counts;
            lock (Gate)
            {
                return new SimulatorStatistics
                {
                    UpdatesCreated = Queue.Created,
                    UpdatesConfirmed = Queue.Confirmed,
                    UpdatesExpired = Queue.Expired,
                    Pending = Queue.Pending,
                    Polls = Polling.Polls,
                    OpenPolls = Polling.OpenCount,
                    Conflicts = Polling.Conflicts,
                    PollOverlaps = Polling.Overlaps,
                    LastPollAt = Polling.LastPollAt,
                    MessagesSent = Conversations.MessagesSent,
                    ApiCalls = total,
                    ApiCallsByMethod = byMethod,
                };
            }
        }
    }

    internal TelegramSimulatorOptions Options => _simulator.Options;

    internal CancellationToken Stopping => _simulator.Stopping;

    internal TimeProvider Time => Options.TimeProvider;

    /// <summary>Guards everything of the bot that changes.</summary>
    internal Lock Gate { get; } = new();

    internal UpdateQueue Queue { get; }

    internal LongPolling Polling { get; }

    internal Conversations Conversations { get; }

    internal FloodGuard Flood { get; } = new();

    internal CallLog Log { get; }

    internal CommandMenu Menu { get; }

    /// <summary>Tells the pages that are open what happens.</summary>
    internal BotFeed Feed { get; } = new();

    internal WebhookSetting? Webhook => Delivery?.Setting;

    internal WebhookDelivery? Delivery { get; private set; }

    internal DateTimeOffset? LoggedOutUntil { get; set; }

    internal DateTimeOffset StartedAt { get; set; }

    internal DateTimeOffset? LastSetWebhookAt { get; set; }

    internal UpdateKinds AllowedUpdates { get; private set; } = UpdateKinds.Default;

    /// <summary>The list as the bot gave it; null for the default.</summary>
    internal JsonElement? AllowedUpdatesAsGiven { get; private set; }

    internal ApiUser ApiUser { get; }

    /// <summary>Adds a person who can write to the bot.</summary>
    /// <param name="firstName">What the bot sees as first_name.</param>
    /// <param name="username">Without <c>@</c>. Default: none.</param>
    /// <param name="languageCode">IETF language tag of the user's app. Default: English; null for an app that does not tell.</param>
    public SimulatedUser CreateUser(string firstName, string? username = null, string? languageCode = "en")
    {
        ArgumentException.ThrowIfNullOrEmpty(firstName);
        return Conversations.CreateUser(firstName, username, languageCode);
    }

    /// <summary>Adds a group with the bot and these users of the same bot in it.</summary>
    /// <exception cref="ArgumentException">A user belongs to another bot.</exception>
    public SimulatedGroup CreateGroup(string title, params IEnumerable<SimulatedUser> members)
    {
        ArgumentException.ThrowIfNullOrEmpty(title);
        ArgumentNullException.ThrowIfNull(members);
        return Conversations.CreateGroup(title, members);
    }

    /// <summary>
    /// Makes the token invalid at once, as BotFather's /revoke does: an open poll and every later call get 401.
    /// </summary>
    /// <returns>The new token, which is <see cref="Token"/> from now on.</returns>
    public string RevokeToken()
    {
        lock (Gate)
        {
            var revoked = Token;
            Token = BotToken.Create(Id);
            _simulator.Rename(this, revoked);
            Polling.End(ApiErrors.Unauthorized);
            return Token;
        }
    }

    /// <summary>
    /// Lets new users write to the bot at an even rate until the load is stopped, and checks that it echoes every text.
    /// </summary>
    /// <param name="users">How many users, from 1. Default 50.</param>
    /// <param name="updatesPerSecond">Messages per second of all users together, above 0. Default 100.</param>
    public SimulatorLoad StartLoad(int users = 50, double updatesPerSecond = 100)
        => SimulatorLoad.AtRate(this, users, updatesPerSecond);

    /// <summary>
    /// Lets new users write to the bot as fast as it answers: so many messages are always unanswered. Shows what a bot can
    /// do at most, and how it copes with what has waited for it.
    /// </summary>
    /// <param name="users">How many users, from 1. Default 100.</param>
    /// <param name="outstanding">
    /// Messages without an answer, from 1. Default 1,000. More than <see cref="TelegramSimulatorOptions.UpdatesKept"/> are lost.
    /// </param>
    /// <param name="messages">How many messages in all, from 1. Default: until the load is stopped.</param>
    public SimulatorLoad StartFlood(int users = 100, int outstanding = 1_000, long messages = long.MaxValue)
        => SimulatorLoad.Flood(this, users, outstanding, messages);

    internal SimulatedBot? FindOther(string username)
        => _simulator.Bots.FirstOrDefault(bot => bot != this && bot.Username.Equals(username, StringComparison.OrdinalIgnoreCase));

    internal void Allow(string allowedUpdates)
    {
        if (UpdateKind.Parse(allowedUpdates) is { } kinds)
        {
            AllowedUpdates = kinds;
            AllowedUpdatesAsGiven = kinds == UpdateKinds.Default ? null : JsonElement.Parse(allowedUpdates);
        }
    }

    /// <summary>Queues an update if the bot wants its kind, and wakes the poll. The caller holds the gate.</summary>
    internal void Publish(UpdateKinds kind, Func<int, ApiUpdate> update)
    {
        if (!AllowedUpdates.HasFlag(kind))
        {
            return;
        }

        if (Queue.TryPush(id => Serialize(update(id)), UpdateKind.Lifetime(kind), Time.GetUtcNow()) is not { } queued)
        {
            return;
        }

        Feed.Queued(queued);
        if (Delivery is { } webhook)
        {
            webhook.Add(queued);
        }
        else
        {
            Polling.Wake();
        }
    }

    /// <summary>Sends updates to a webhook from now on, or to none. The caller holds the gate.</summary>
    internal void Deliver(WebhookSetting? setting)
    {
        Delivery?.Dispose();
        Delivery = setting is null ? null : new WebhookDelivery(this, setting);
    }

    private static (byte[] Json, long Key) Serialize(ApiUpdate update)
        => (JsonSerializer.SerializeToUtf8Bytes(update, ApiJson.Default.ApiUpdate), update.QueueKey);
}
