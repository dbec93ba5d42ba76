using System.Collections.Concurrent;
using System.Globalization;
using TelegramBotStack.Simulator.BotApi.Json;
using TelegramBotStack.Simulator.Updates;

namespace TelegramBotStack.Simulator.Chats;

/// <summary>What users do in the chats of one bot, turned into updates.</summary>
internal sealed class Conversations(SimulatedBot bot)
{
    private readonly Dictionary<long, SimulatedChat> _chats = [];
    private readonly CallbackQueries _callbackQueries = new(bot.Time, bot.Options.CallbackQueryLifetime);
    private readonly ConcurrentQueue<(SimulatedBot Receiver, ChatMessage Message)> _toOtherBots = new();
    private long _lastUserId = 700_000_000;
    private long _lastGroupId = -400_000_000;

    public CallbackQueries CallbackQueries => _callbackQueries;

    public ChatFiles Files { get; } = new(bot.Options.MessagesKeptPerChat);

    public long MessagesSent { get; private set; }

    /// <summary>All chats, the oldest first. The caller holds the gate.</summary>
    public IEnumerable<SimulatedChat> All => _chats.Values;

    public SimulatedUser CreateUser(string firstName, string? username, string? languageCode)
    {
        lock (bot.Gate)
        {
            var user = new SimulatedUser(bot, ++_lastUserId, firstName, username, languageCode);
            Add(user);
            return user;
        }
    }

    public SimulatedGroup CreateGroup(string title, IEnumerable<SimulatedUser> members)
    {
        lock (bot.Gate)
        {
            var group = new SimulatedGroup(bot, --_lastGroupId, title, members);
            Add(group);
            return group;
        }
    }

    public SimulatedChat? Find(long chatId)
    {
        lock (bot.Gate)
        {
            return _chats.GetValueOrDefault(chatId);
        }
    }

    /// <summary>The private chat with another bot; null when there is no such bot.</summary>
    public SimulatedUser? FindBot(string username) => bot.FindOther(username) is { } other ? ChatWith(other) : null;

    public bool IsInAGroupWithTheBot(SimulatedUser user)
        => _chats.Values.OfType<SimulatedGroup>().Any(group => group.Members.Contains(user));

    public ChatMessage UserSends(SimulatedUser user, SimulatedChat chat, string name, ReadOnlyMemory<byte> content, bool isPhoto, string caption)
    {
        lock (bot.Gate)
        {
            return UserSays(user, chat, caption, replyTo: null, Files.Add(name, content, isPhoto));
        }
    }

    public ChatMessage UserSays(SimulatedUser user, SimulatedChat chat, string text, int? replyTo, ChatFile? file = null)
    {
        lock (bot.Gate)
        {
            if (user.HasBlockedBot && ReferenceEquals(user, chat))
            {
                // Telegram's own apps unblock a bot before they let the user write to it.
                user.Unblock();
            }

            var message = chat.Add(new ChatMessage
            {
                MessageId = 0,
                ChatId = chat.Id,
                FromId = user.Id,
                IsFromBot = false,
                Text = text,
                SentAt = bot.Time.GetUtcNow(),
                Entities = EntityDetection.Find(text),
                ReplyToMessageId = replyTo,
                File = file,
            });
            if (GroupPrivacy.LetsThrough(bot, chat, message))
            {
                bot.Publish(UpdateKinds.Message, id => new ApiUpdate(id) { Message = ToApi(message, chat) });
            }

            return message;
        }
    }

    public ChatMessage UserEdits(SimulatedUser user, ChatMessage message, string text)
    {
        lock (bot.Gate)
        {
            var chat = ChatOf(message);
            var current = chat.Find(message.MessageId);
            if (current is null || current.FromId != user.Id)
            {
                throw new InvalidOperationException($"Message {message.MessageId} is not {user.Name}'s, or no longer there.");
            }

            var edited = current with { Text = text, Entities = EntityDetection.Find(text), EditedAt = bot.Time.GetUtcNow() };
            chat.Replace(edited);
            if (GroupPrivacy.LetsThrough(bot, chat, edited))
            {
                bot.Publish(UpdateKinds.EditedMessage, id => new ApiUpdate(id) { EditedMessage = ToApi(edited, chat) });
            }

            return edited;
        }
    }

    public ButtonPress UserPresses(SimulatedUser user, ChatMessage message, string button)
    {
        lock (bot.Gate)
        {
            var chat = ChatOf(message);
            var current = chat.Find(message.MessageId)
                ?? throw new InvalidOperationException($"Message {message.MessageId} is no longer there.");
            var buttons = current.Buttons.SelectMany(row => row).ToArray();
            var pressed = Array.Find(buttons, one => one.Data is not null && one.Text == button)
                ?? Array.Find(buttons, one => one.Data is not null && one.Data == button)
                ?? throw new InvalidOperationException(
                    $"Message {current} has no button \"{button}\" with callback data; it has: "
                    + (buttons.Length == 0 ? "none" : string.Join(", ", buttons.Select(one => $"\"{one.Text}\""))) + ".");

            var press = _callbackQueries.Add(user.Id, pressed.Data!);
            chat.Transcript.Add(new TranscriptStep.Pressed(user, current, pressed, press));
            bot.Publish(UpdateKinds.CallbackQuery, id => new ApiUpdate(id)
            {
                CallbackQuery = new ApiCallbackQuery(
                    press.Id,
                    user.ApiUser,
                    ToApi(current, chat),
                    chat.Id.ToString(CultureInfo.InvariantCulture),
                    press.Data),
            });
            return press;
        }
    }

    public void BlockChanged(SimulatedUser user, bool isBlocked)
    {
        bot.Feed.Changed(user);
        ApiChatMember member = new("member", bot.ApiUser), kicked = new("kicked", bot.ApiUser) { UntilDate = 0 };
        bot.Publish(UpdateKinds.MyChatMember, id => new ApiUpdate(id)
        {
            MyChatMember = new ApiChatMemberUpdated(
                user.Api,
                user.ApiUser,
                bot.Time.GetUtcNow().ToUnixTimeSeconds(),
                isBlocked ? member : kicked,
                isBlocked ? kicked : member),
        });
    }

    /// <summary>Adds a message of the bot; the caller has checked it and holds the gate.</summary>
    public ChatMessage BotSays(SimulatedChat chat, ChatMessage message)
    {
        MessagesSent++;
        var added = chat.Add(message);
        if (chat is SimulatedUser { OtherBot: { } receiver })
        {
            _toOtherBots.Enqueue((receiver, added));
        }

        return added;
    }

    /// <summary>
    /// Hands messages to the bots they are for. The caller holds no gate: two bots that write to each other would wait for
    /// each other's.
    /// </summary>
    public void DeliverToOtherBots()
    {
        while (_toOtherBots.TryDequeue(out var sent))
        {
            sent.Receiver.Conversations.OtherBotSays(bot, sent.Message);
        }
    }

    public ApiMessage ToApi(ChatMessage message, SimulatedChat chat, bool withReply = true)
    {
        var replyTo = withReply && message.ReplyToMessageId is { } id ? chat.Find(id) : null;
        return new ApiMessage(
            message.MessageId,
            message.IsFromBot ? bot.ApiUser : ((SimulatedUser)_chats[message.FromId]).ApiUser,
            chat.Api,
            message.SentAt.ToUnixTimeSeconds())
        {
            EditDate = message.EditedAt?.ToUnixTimeSeconds(),
            ReplyToMessage = replyTo is null ? null : ToApi(replyTo, chat, withReply: false),
            Text = message.File is null ? message.Text : null,
            Entities = message.File is not null || message.Entities.Count == 0 ? null : message.Entities,
            Caption = message.File is null || message.Text.Length == 0 ? null : message.Text,
            CaptionEntities = message.File is null || message.Entities.Count == 0 ? null : message.Entities,
            Document = message.File is { IsPhoto: false } document ? ApiFile.Document(document) : null,
            Photo = message.File is { IsPhoto: true } photo ? [ApiFile.Photo(photo)] : null,
            ReplyMarkup = message.Buttons.Count == 0 ? null : message.ReplyMarkup,
        };
    }

    private void OtherBotSays(SimulatedBot other, ChatMessage message)
    {
        lock (bot.Gate)
        {
            var file = message.File is { } sent ? Files.Add(sent.Name, sent.Content, sent.IsPhoto) : null;
            var chat = ChatWith(other);
            UserSays(chat, chat, message.Text, replyTo: null, file);
        }
    }

    private SimulatedUser ChatWith(SimulatedBot other)
    {
        lock (bot.Gate)
        {
            if (_chats.GetValueOrDefault(other.Id) is SimulatedUser known)
            {
                return known;
            }

            var chat = new SimulatedUser(bot, other);
            Add(chat);
            return chat;
        }
    }

    private void Add(SimulatedChat chat)
    {
        _chats.Add(chat.Id, chat);
        bot.Feed.Changed(chat);
    }

    private SimulatedChat ChatOf(ChatMessage message)
        => _chats.GetValueOrDefault(message.ChatId)
            ?? throw new InvalidOperationException($"Chat {message.ChatId} is not a chat of this bot.");
}
