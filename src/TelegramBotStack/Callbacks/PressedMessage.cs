using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types.ReplyMarkups;

namespace TelegramBotStack.Callbacks;

/// <summary>The message whose button was pressed.</summary>
internal static class PressedMessage
{
    /// <summary>Puts another text in its place. One that says the same already is no failure: a button may be pressed twice.</summary>
    public static async Task ReplaceAsync(UpdateContext context, string text, InlineKeyboardMarkup? keyboard = null)
    {
        if (context.Update.CallbackQuery?.Message is not { } message)
        {
            return;
        }

        try
        {
            await context.Bot.EditMessageText(
                message.Chat, message.Id, text, replyMarkup: keyboard, cancellationToken: context.CancellationToken).ConfigureAwait(false);
        }
        catch (ApiRequestException exception) when (exception.Message.Contains("message is not modified", StringComparison.Ordinal))
        {
            return;
        }
    }
}
