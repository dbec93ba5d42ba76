using Microsoft.Extensions.DependencyInjection;
using Telegram.Bot;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;
using Telegram.Bot.Types.ReplyMarkups;
using TelegramBotStack.Schedules;

namespace TelegramBotStack;

/// <summary>One run of scheduled work, and everything its handler needs. There is no update behind it.</summary>
public class ScheduledContext
{
    private readonly ScheduledRun _run;

    internal ScheduledContext(ScheduledRun run)
    {
        _run = run;
    }

    /// <summary>Number of the entry.</summary>
    public long Id => _run.Item.Id;

    /// <summary>The chat it was asked for in; null for none.</summary>
    public long? ChatId => _run.Item.ChatId;

    /// <summary>Who asked for it; null for nobody.</summary>
    public long? UserId => _run.Item.UserId;

    /// <summary>When it was to run, UTC. Later than that it runs when the bot was down, or has failed before.</summary>
    public DateTimeOffset DueAt => _run.Item.DueAt;

    /// <summary>
    /// True when the handler had begun with this before, and failed or the process ended before it was done. What
    /// <see cref="SendAsync"/> has sent then is not sent again.
    /// </summary>
    public bool IsRedelivery => _run.IsRedelivery;

    /// <summary>The client for the Bot API. A run that begins again repeats what is sent with it.</summary>
    public ITelegramBotClient Bot => Services.GetRequiredService<ITelegramBotClient>();

    /// <summary>What the bot remembers.</summary>
    public IStorage Storage => Services.GetRequiredService<IStorage>();

    /// <summary>Services in a scope of this run.</summary>
    public IServiceProvider Services => _run.Services;

    /// <summary>Cancelled when the instance has to let go. What has not been done is done by the next one.</summary>
    public CancellationToken CancellationToken => _run.CancellationToken;

    /// <summary>
    /// Sends a text of any length to <see cref="ChatId"/>, once: also when the process is killed and the handler runs again,
    /// which must then send the same messages in the same order.
    /// </summary>
    /// <param name="text">The text, not blank.</param>
    /// <param name="replyMarkup">Keyboard. Default: none.</param>
    /// <param name="parseMode">How formatting is written. Default: not at all.</param>
    /// <returns>The last message; null when it was sent by a run before this one.</returns>
    /// <exception cref="InvalidOperationException">It belongs to no chat.</exception>
    /// <exception cref="Telegram.Bot.Exceptions.RequestException">Telegram refuses it or cannot be reached.</exception>
    public Task<Message?> SendAsync(string text, ReplyMarkup? replyMarkup = null, ParseMode parseMode = ParseMode.None)
        => SendToAsync(
            ChatId ?? throw new InvalidOperationException("It was scheduled for no chat. Use SendToAsync."), text, replyMarkup, parseMode);

    /// <summary>Sends a text to a chat as <see cref="SendAsync"/> does.</summary>
    /// <param name="chatId">Where to.</param>
    /// <param name="text">The text, not blank.</param>
    /// <param name="replyMarkup">Keyboard. Default: none.</param>
    /// <param name="parseMode">How formatting is written. Default: not at all.</param>
    /// <returns>The last message; null when it was sent by a run before this one.</returns>
    /// <exception cref="Telegram.Bot.Exceptions.RequestException">Telegram refuses it or cannot be reached.</exception>
    public Task<Message?> SendToAsync(long chatId, string text, ReplyMarkup? replyMarkup = null, ParseMode parseMode = ParseMode.None)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        return _run.SendAsync(chatId, text, replyMarkup, parseMode);
    }
}

/// <summary>One run of scheduled work that was given something.</summary>
/// <typeparam name="T">What it was given.</typeparam>
public sealed class ScheduledContext<T> : ScheduledContext
{
    internal ScheduledContext(ScheduledRun run)
        : base(run)
    {
        Payload = run.Payload<T>();
    }

    /// <summary>What was given when it was scheduled.</summary>
    public T Payload { get; }
}
