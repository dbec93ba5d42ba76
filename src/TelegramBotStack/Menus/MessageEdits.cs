using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types.Enums;
using Telegram.Bot.Types.ReplyMarkups;

namespace TelegramBotStack;

/// <summary>Changes of messages where it is no failure that there is nothing to change.</summary>
internal static class MessageEdits
{
    /// <summary>Changes a text. A message that is so already, or is gone, is left.</summary>
    /// <returns>False when it is gone or can no longer be changed.</returns>
    public static async Task<bool> EditOrLeaveAsync(
        this ITelegramBotClient bot,
        long chatId,
        int messageId,
        string text,
        InlineKeyboardMarkup? markup,
        ParseMode parseMode,
        CancellationToken cancellationToken)
    {
        try
        {
            await bot.EditMessageText(chatId, messageId, text, parseMode, markup, cancellationToken: cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (ApiRequestException exception) when (IsUnchanged(exception))
        {
            return true;
        }
        catch (ApiRequestException exception) when (IsGone(exception))
        {
            return false;
        }
    }

    /// <summary>Removes the buttons of a message, if it still has some.</summary>
    public static async Task RemoveButtonsAsync(this ITelegramBotClient bot, long chatId, int messageId, CancellationToken cancellationToken)
    {
        try
        {
            await bot.EditMessageReplyMarkup(chatId, messageId, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (ApiRequestException exception) when (IsUnchanged(exception) || IsGone(exception))
        {
            // As it is wanted.
        }
    }

    private static bool IsUnchanged(ApiRequestException exception)
        => exception.ErrorCode == 400 && exception.Message.Contains("message is not modified", StringComparison.OrdinalIgnoreCase);

    private static bool IsGone(ApiRequestException exception)
        => exception.ErrorCode == 400
            && (exception.Message.Contains("message to edit not found", StringComparison.OrdinalIgnoreCase)
                || exception.Message.Contains("message can't be edited", StringComparison.OrdinalIgnoreCase));
}
