using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Telegram.Bot;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;
using Telegram.Bot.Types.ReplyMarkups;
using TelegramBotStack.Outgoing;
using TelegramBotStack.Storage;

namespace TelegramBotStack.Schedules;

/// <summary>
/// One run of a handler. Its messages are numbered: before and after each is sent, that is written down, so that a run
/// that begins again after a crash sends none twice.
/// </summary>
internal sealed partial class ScheduledRun(
    ScheduledItem item, ScheduleOptions options, ScheduleBook book, IServiceProvider services, ILogger logger, CancellationToken cancellationToken) : ISendMark
{
    private ScheduledItem _item = item;
    private int _messages;

    public ScheduledItem Item => _item;

    /// <summary>What a run before this one has left: it had begun.</summary>
    public bool IsRedelivery { get; } = item.HasBegun;

    public bool WasCancelled { get; private set; }

    public IServiceProvider Services => services;

    public CancellationToken CancellationToken => cancellationToken;

    public T Payload<T>() => _item.PayloadAs<T>(services.GetRequiredService<StorageJson>());

    public async Task<bool> BeginAsync() => IsRedelivery || await WriteAsync(_item with { HasBegun = true }).ConfigureAwait(false);

    public async Task<Message?> SendAsync(long chat, string text, ReplyMarkup? replyMarkup, ParseMode parseMode)
    {
        var parts = MessageText.Split(text, parseMode);
        Message? last = null;
        for (var index = 0; index < parts.Count; index++)
        {
            last = await SendOnceAsync(chat, parts[index], index == parts.Count - 1 ? replyMarkup : null, parseMode).ConfigureAwait(false);
        }

        return last;
    }

    private async Task<Message?> SendOnceAsync(long chat, string text, ReplyMarkup? replyMarkup, ParseMode parseMode)
    {
        var number = ++_messages;
        if (number <= _item.Sent)
        {
            return null;
        }

        if (_item.IsSending && !options.RepeatUnanswered)
        {
            LogUnknown(logger, number, _item.Name, _item.Id, chat);
            await WriteAsync(_item with { IsSending = false, Sent = number }).ConfigureAwait(false);
            return null;
        }

        using var once = OutgoingPriority.AtMostOnce(isBulk: false, this);
        var message = await services.GetRequiredService<ITelegramBotClient>()
            .SendMessage(chat, text, parseMode, replyMarkup: replyMarkup, cancellationToken: cancellationToken).ConfigureAwait(false);
        // Not to be given up: this is what keeps it from being sent twice.
        await WriteAsync(_item with { IsSending = false, Sent = number }, CancellationToken.None).ConfigureAwait(false);
        return message;
    }

    async Task ISendMark.LeavingAsync()
    {
        if (!await WriteAsync(_item with { IsSending = true }).ConfigureAwait(false))
        {
            WasCancelled = true;
            throw new OperationCanceledException("The entry was cancelled while it ran.");
        }
    }

    Task ISendMark.RefusedAsync() => WriteAsync(_item with { IsSending = false }, CancellationToken.None);

    private Task<bool> WriteAsync(ScheduledItem changed) => WriteAsync(changed, cancellationToken);

    private async Task<bool> WriteAsync(ScheduledItem changed, CancellationToken cancellation)
    {
        _item = changed;
        return await book.SaveAsync(changed, cancellation).ConfigureAwait(false);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Nobody knows whether message {Number} of {Name} {Id} has arrived in chat {Chat}. It is not sent again.")]
    private static partial void LogUnknown(ILogger logger, int number, string name, long id, long chat);
}
