using System.Globalization;
using System.Threading.Channels;
using TelegramBotStack.Simulator.BotApi.Json;
using TelegramBotStack.Simulator.Chats;

namespace TelegramBotStack.Simulator;

/// <summary>A chat of the bot: private with one user, or a group.</summary>
public abstract class SimulatedChat
{
    private static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(10);
    private const int MessagesInFailure = 10;

    private readonly Dictionary<int, ChatMessage> _messages = [];
    private readonly Queue<int> _order = [];
    private readonly Channel<ChatMessage> _replies;
    private int _lastMessageId;

    private protected SimulatedChat(SimulatedBot bot, long id)
    {
        Bot = bot;
        Id = id;
        Transcript = new ChatTranscript(bot.Options.MessagesKeptPerChat);
        _replies = Channel.CreateBounded<ChatMessage>(
            new BoundedChannelOptions(bot.Options.MessagesKeptPerChat) { FullMode = BoundedChannelFullMode.DropOldest });
    }

    /// <summary>The bot this chat is with.</summary>
    public SimulatedBot Bot { get; }

    /// <summary>The chat_id: positive for a private chat, negative for a group.</summary>
    public long Id { get; }

    /// <summary>First name of the user, or title of the group.</summary>
    public abstract string Name { get; }

    /// <summary>The messages of the chat as they are now, oldest first; see <see cref="TelegramSimulatorOptions.MessagesKeptPerChat"/>.</summary>
    public IReadOnlyList<ChatMessage> Messages
    {
        get
        {
            lock (Bot.Gate)
            {
                return [.. _order.Where(_messages.ContainsKey).Select(id => _messages[id])];
            }
        }
    }

    /// <summary>Called with every message the bot sends, while the bot's gate is held.</summary>
    internal Action<ChatMessage>? BotSpoke { get; set; }

    /// <summary>What happened in the chat, also what a later edit has replaced.</summary>
    internal ChatTranscript Transcript { get; }

    internal bool HasUserWritten { get; private protected set; }

    internal abstract ApiChat Api { get; }

    /// <summary>
    /// Takes the bot's next message in this chat, or its next edit of one, in the order in which they came. Each is
    /// returned once; what came before this call waits.
    /// </summary>
    /// <param name="timeout">How long to wait, real time. Default 10 s.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TimeoutException">No reply came; the message tells what was sent and what arrived.</exception>
    public async Task<ChatMessage> NextReply(TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        var patience = timeout ?? DefaultPatience;
        return await TryNextReply(patience, cancellationToken).ConfigureAwait(false)
            ?? throw new TimeoutException(Describe($"No reply from the bot in the chat \"{Name}\" within {Seconds(patience)}."));
    }

    /// <summary>Makes sure that the bot says nothing in this chat for a while.</summary>
    /// <param name="during">How long to watch, real time.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="InvalidOperationException">The bot said something; the message tells what.</exception>
    public async Task ExpectNoReply(TimeSpan during, CancellationToken cancellationToken = default)
    {
        if (await TryNextReply(during, cancellationToken).ConfigureAwait(false) is { } reply)
        {
            throw new InvalidOperationException(Describe($"The bot replied in the chat \"{Name}\" although it should not: {reply}."));
        }
    }

    /// <summary>The next reply, or null when none comes in time.</summary>
    internal async Task<ChatMessage?> TryNextReply(TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (_replies.Reader.TryRead(out var waiting))
        {
            return waiting;
        }

        // Real time on purpose: with a test's clock that nobody moves the wait would never end.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(timeout);
        try
        {
            return await _replies.Reader.ReadAsync(patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    internal ChatMessage? Find(int messageId) => _messages.GetValueOrDefault(messageId);

    internal ChatMessage Add(ChatMessage message)
    {
        message = message with { MessageId = ++_lastMessageId };
        _messages.Add(message.MessageId, message);
        _order.Enqueue(message.MessageId);
        if (_order.Count > Bot.Options.MessagesKeptPerChat)
        {
            _messages.Remove(_order.Dequeue());
        }

        HasUserWritten |= !message.IsFromBot;
        Transcript.Add(new TranscriptStep.Said(message));
        Announce(message);
        return message;
    }

    internal void Replace(ChatMessage message)
    {
        _messages[message.MessageId] = message;
        Transcript.Add(new TranscriptStep.Edited(message));
        Announce(message);
    }

    internal void Remove(int messageId)
    {
        if (_messages.Remove(messageId))
        {
            Bot.Feed.Deleted(this, messageId);
        }
    }

    private void Announce(ChatMessage message)
    {
        Bot.Feed.Said(message);
        if (message.IsFromBot)
        {
            _replies.Writer.TryWrite(message);
            BotSpoke?.Invoke(message);
        }
    }

    private string Describe(string whatIsWrong)
    {
        var messages = Messages;
        var statistics = Bot.Statistics;
        var text = whatIsWrong + Environment.NewLine + "The chat so far:" + Environment.NewLine;
        text += messages.Count == 0
            ? "  (empty: nothing was sent)" + Environment.NewLine
            : string.Concat(messages.TakeLast(MessagesInFailure).Select(message => "  " + message + Environment.NewLine));
        text += statistics.Polls == 0 && Bot.Webhook is null
            ? "No bot has called getUpdates: is one started, with this simulator's address and token?"
            : $"The bot has made {statistics.ApiCalls} API calls, {statistics.Polls} of them getUpdates; "
                + $"{statistics.Pending} updates are not confirmed.";
        var failed = Bot.Calls.LastOrDefault(call => call.Status is not 200 and not 0);
        return failed is null ? text : $"{text} Its last failed call: {failed.Method}, status {failed.Status}.";
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture) + " s";
}
