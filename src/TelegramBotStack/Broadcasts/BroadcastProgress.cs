using Microsoft.Extensions.Logging;
using Telegram.Bot;
using Telegram.Bot.Exceptions;

namespace TelegramBotStack.Broadcasts;

/// <summary>Shows how far a broadcast has got: one message, brought up to date now and then.</summary>
internal sealed partial class BroadcastProgress(
    BroadcastStore store, ITelegramBotClient bot, BroadcastSettings settings, ITexts texts, TimeProvider time, ILogger logger)
{
    private Task _showing = Task.CompletedTask;
    private long _shownAt;
    private int? _messageId;
    private string _shown = "";

    /// <summary>Shows it unless it was shown a moment ago. Does not wait for that.</summary>
    public void Show(BroadcastRecord record, CancellationToken cancellationToken)
    {
        if (record.ReportChatId is null || !_showing.IsCompleted
            || (_shownAt != 0 && time.GetElapsedTime(_shownAt) < settings.ReportInterval))
        {
            return;
        }

        _shownAt = time.GetTimestamp();
        _showing = ShowAsync(record, cancellationToken);
    }

    /// <summary>Shows how it ended.</summary>
    public async Task FinishAsync(BroadcastRecord record, CancellationToken cancellationToken)
    {
        if (record.ReportChatId is not null)
        {
            await _showing.ConfigureAwait(false);
            await ShowAsync(record, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task ShowAsync(BroadcastRecord record, CancellationToken cancellationToken)
    {
        var chat = record.ReportChatId!.Value;
        var report = record.ToReport();
        var text = settings.Describe?.Invoke(report) ?? BroadcastText.Of(report, record.ReportLanguage, texts);
        try
        {
            if (text == _shown || cancellationToken.IsCancellationRequested)
            {
                return;
            }

            if ((_messageId ?? record.ReportMessageId) is { } message)
            {
                await bot.EditMessageText(chat, message, text, cancellationToken: cancellationToken).ConfigureAwait(false);
            }
            else
            {
                var sent = await bot.SendMessage(chat, text, cancellationToken: cancellationToken).ConfigureAwait(false);
                _messageId = sent.MessageId;
                await store.ChangeAsync(record.Id, current => current with { ReportMessageId = sent.MessageId }, CancellationToken.None)
                    .ConfigureAwait(false);
            }

            _shown = text;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The next active instance shows it.
        }
        catch (RequestException exception)
        {
            LogNotShown(logger, record.Id, exception.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The progress of broadcast {Id} cannot be shown: {Error}")]
    private static partial void LogNotShown(ILogger logger, long id, string error);
}
