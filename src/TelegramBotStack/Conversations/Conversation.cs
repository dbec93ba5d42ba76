using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Telegram.Bot;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;
using Telegram.Bot.Types.ReplyMarkups;
using TelegramBotStack.Arguments;
using TelegramBotStack.Conversations;
using TelegramBotStack.Storage;

namespace TelegramBotStack;

/// <summary>
/// A talk with one user in one chat, written as code that asks and waits. It outlives restarts: whenever the user answers,
/// the code runs again from its beginning, and each step that was taken before returns at once what it returned then.
/// Therefore everything between the steps must go the same way each time: what sends, stores or asks others belongs into
/// <see cref="OnceAsync{T}"/>, time and chance come from <see cref="Now"/> and <see cref="Random"/>, and steps are awaited one after the
/// other. <c>finally</c> and <c>using</c> around a step that waits do not run while it waits.
/// </summary>
/// <example><code>
/// bot.Conversation("order", async talk =>
/// {
///     var name = await talk.AskAsync("Your name?");
///     var count = await talk.AskAsync&lt;int&gt;("How many?", count => count is > 0 and &lt;= 10, "1 to 10, please.");
///     if (await talk.ConfirmAsync($"{count} for {name}?"))
///     {
///         var number = await talk.OnceAsync(() => shop.OrderAsync(name, count));
///         await talk.ReplyAsync($"Your order has the number {number}.");
///     }
/// });
/// bot.Command("order", context => context.EnterAsync("order"));
/// </code></example>
public sealed partial class Conversation
{
    private readonly ConversationState _state;
    private readonly ConversationReplay _replay;
    private readonly ConversationOptions _options;
    private readonly TimeProvider _time;
    private readonly ITexts _texts;

    internal Conversation(
        ConversationKey key,
        ConversationState state,
        ConversationReplay replay,
        ConversationOptions options,
        IServiceProvider services,
        CancellationToken cancellationToken)
    {
        (ChatId, UserId) = key;
        _state = state;
        _replay = replay;
        _options = options;
        Services = services;
        CancellationToken = cancellationToken;
        Bot = services.GetRequiredService<ITelegramBotClient>();
        _time = services.GetRequiredService<TimeProvider>();
        _texts = services.GetRequiredService<ITexts>();
    }

    /// <summary>The chat.</summary>
    public long ChatId { get; }

    /// <summary>The user. In a group each has a conversation of their own.</summary>
    public long UserId { get; }

    /// <summary>What was given to <see cref="ConversationExtensions.EnterAsync"/>; empty when nothing was.</summary>
    public string Argument => _state.Argument;

    /// <summary>
    /// The language that the user had when the conversation began, one of <see cref="ITexts.Languages"/>. It stays the same until
    /// the conversation ends.
    /// </summary>
    public string Language => _state.Language ?? _texts.DefaultLanguage;

    /// <summary>
    /// Names the next step: the same after a restart, another one for each step of each conversation. For those who can
    /// recognise by it that they are asked a second time, as payment services do.
    /// </summary>
    public string StepKey => string.Create(CultureInfo.InvariantCulture, $"{_state.Id}-{_replay.Position}");

    /// <summary>Services of the current run; use those that change something within <see cref="OnceAsync{T}"/> only.</summary>
    public IServiceProvider Services { get; }

    /// <summary>The client for the Bot API; to be used within <see cref="OnceAsync{T}"/> only.</summary>
    public ITelegramBotClient Bot { get; }

    /// <summary>Cancelled when the instance has to end; the conversation goes on with the next one.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>A text in <see cref="Language"/>.</summary>
    /// <param name="key">Name of the text.</param>
    /// <param name="arguments">Values for <c>{name}</c> in the text. <c>count</c> chooses the plural form.</param>
    public string Localize(string key, params (string Name, object? Value)[] arguments) => _texts.Localize(Language, key, arguments);

    /// <summary>Sends a text to the chat, once.</summary>
    /// <param name="text">1 to 4,096 characters.</param>
    /// <param name="replyMarkup">Keyboard. Default: none.</param>
    /// <param name="parseMode">How formatting is written. Default: not at all.</param>
    /// <returns>Which message it is.</returns>
    /// <remarks>When the process is killed while it is being sent, it is not sent again: it may have arrived.</remarks>
    /// <exception cref="ConversationStepException">Telegram refuses it.</exception>
    public async Task<SentMessage> ReplyAsync(string text, ReplyMarkup? replyMarkup = null, ParseMode parseMode = ParseMode.None)
    {
        var id = await _replay.DoAsync("send", () => SendAsync(text, replyMarkup, parseMode), lost: "0").ConfigureAwait(false);
        return new SentMessage(ChatId, int.Parse(id, CultureInfo.InvariantCulture));
    }

    /// <summary>Changes a message that the conversation has sent.</summary>
    /// <param name="message">The message.</param>
    /// <param name="text">1 to 4,096 characters.</param>
    /// <param name="replyMarkup">Inline keyboard. Default: none.</param>
    /// <param name="parseMode">How formatting is written. Default: not at all.</param>
    /// <exception cref="ConversationStepException">Telegram refuses it.</exception>
    public Task EditAsync(SentMessage message, string text, InlineKeyboardMarkup? replyMarkup = null, ParseMode parseMode = ParseMode.None)
        => message.MessageId == 0
            ? Task.CompletedTask
            : _replay.DoAsync(
                "edit",
                async () =>
                {
                    await Bot.EditOrLeaveAsync(message.ChatId, message.MessageId, text, replyMarkup, parseMode, CancellationToken).ConfigureAwait(false);
                    return "";
                },
                lost: null);

    /// <summary>
    /// Does something outside of the conversation, once, and remembers what came of it. When the process is killed while it
    /// is being done, it is done again: <see cref="StepKey"/> helps to recognise that.
    /// </summary>
    /// <typeparam name="T">What comes of it; kept as JSON, as the storage keeps values.</typeparam>
    /// <param name="doAsync">What to do.</param>
    /// <exception cref="ConversationStepException">It has failed.</exception>
    public async Task<T> OnceAsync<T>(Func<Task<T>> doAsync)
    {
        ArgumentNullException.ThrowIfNull(doAsync);
        var json = Services.GetRequiredService<StorageJson>();
        var result = await _replay.DoAsync($"once:{typeof(T).Name}", DoAsync, lost: null).ConfigureAwait(false);
        return json.Deserialize<T>(System.Text.Encoding.UTF8.GetBytes(result))!;

        async Task<string> DoAsync()
            => System.Text.Encoding.UTF8.GetString(json.Serialize(await doAsync().ConfigureAwait(false)).Span);
    }

    /// <inheritdoc cref="OnceAsync{T}"/>
    public Task OnceAsync(Func<Task> doAsync)
    {
        ArgumentNullException.ThrowIfNull(doAsync);
        return _replay.DoAsync(
            "once",
            async () =>
            {
                await doAsync().ConfigureAwait(false);
                return "";
            },
            lost: null);
    }

    /// <summary>The time of day, UTC, as it was when the code came by here first.</summary>
    public DateTimeOffset Now()
        => DateTimeOffset.Parse(_replay.Note("now", () => _time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);

    /// <summary>A random number, as it was when the code came by here first.</summary>
    /// <param name="minimum">The least.</param>
    /// <param name="maximum">One more than the greatest.</param>
    public int Random(int minimum, int maximum)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(minimum, maximum);
        var number = _replay.Note("random", () => System.Random.Shared.Next(minimum, maximum).ToString(CultureInfo.InvariantCulture));
        return int.Parse(number, CultureInfo.InvariantCulture);
    }

    private async Task<string> SendAsync(string text, ReplyMarkup? replyMarkup, ParseMode parseMode)
    {
        // In a group a reply makes clear who is meant, and lets the answer through to a bot that does not see all messages.
        var replyTo = _state is { IsInGroup: true, LastMessage: not 0 }
            ? new ReplyParameters { MessageId = _state.LastMessage, AllowSendingWithoutReply = true }
            : null;
        var message = await Bot.SendMessage(ChatId, text, parseMode, replyTo, replyMarkup, cancellationToken: CancellationToken).ConfigureAwait(false);
        return message.Id.ToString(CultureInfo.InvariantCulture);
    }
}
