using Microsoft.Extensions.Logging;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types.ReplyMarkups;
using TelegramBotStack.Commands;
using TelegramBotStack.Localization;

namespace TelegramBotStack.Admins;

/// <summary>Tells people what has become of their rights, in their own language.</summary>
internal sealed partial class AdminNotices(Texts texts, CommandList commands, ILogger<AdminNotices> logger)
{
    /// <returns>False when the person cannot be told.</returns>
    public Task<bool> TellAddedAsync(UpdateContext context, BotUser user)
    {
        var language = texts.Match(user.Language);
        var list = commands.For(language, _ => true).Select(command => $"/{command.Command} – {command.Description}");
        return TellAsync(
            context,
            user.Id,
            $"{texts.Localize(language, "admins.you_were_added")}\n\n{string.Join('\n', list)}",
            InlineKeyboardButton.WithCallbackData(texts.Localize(language, "admins.decline_button"), $"{AdminCommands.Button}:{AdminCommands.Decline}"));
    }

    /// <returns>False when the person cannot be told.</returns>
    public Task<bool> TellRemovedAsync(UpdateContext context, long id, string? languageCode)
        => TellAsync(context, id, texts.Localize(texts.Match(languageCode), "admins.you_were_removed"), null);

    private async Task<bool> TellAsync(UpdateContext context, long id, string text, InlineKeyboardMarkup? keyboard)
    {
        try
        {
            await context.Bot.SendMessage(id, text, replyMarkup: keyboard, cancellationToken: context.CancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (RequestException exception)
        {
            // The rights are what counts; they have been changed.
            LogNotTold(logger, id, exception.Message);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "User {Id} could not be told of a change of rights: {Cause}")]
    private static partial void LogNotTold(ILogger logger, long id, string cause);
}
