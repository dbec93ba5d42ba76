using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types.ReplyMarkups;

namespace TelegramBotStack.Handlers;

/// <summary>Presses of the framework's own buttons, whose data begins with a name of their own.</summary>
internal static class PressedButton
{
    public static bool Is(UpdateContext context, string prefix)
        => context.Update.CallbackQuery?.Data?.StartsWith(prefix, StringComparison.Ordinal) == true;

    /// <summary>What follows the prefix in the data.</summary>
    public static string Rest(UpdateContext context, string prefix) => context.Update.CallbackQuery!.Data![prefix.Length..];

    /// <summary>Ends the waiting of the button. One that was pressed too long ago waits no longer.</summary>
    public static async Task AnswerAsync(UpdateContext context, string? alert = null)
    {
        try
        {
            await context.Bot.AnswerCallbackQuery(
                context.Update.CallbackQuery!.Id, alert, showAlert: alert is not null, cancellationToken: context.CancellationToken).ConfigureAwait(false);
        }
        catch (ApiRequestException exception) when (exception.ErrorCode == 400)
        {
            // "query is too old": what the button does is done all the same.
        }
    }

    /// <summary>Puts another text in the place of the message with the button.</summary>
    public static async Task ReplaceAsync(UpdateContext context, string text, InlineKeyboardMarkup? keyboard = null)
    {
        if (context.Update.CallbackQuery!.Message is not { } message)
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
            // Pressed twice.
        }
    }
}
