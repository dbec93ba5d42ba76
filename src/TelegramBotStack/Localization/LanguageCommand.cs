using Telegram.Bot.Types.ReplyMarkups;
using TelegramBotStack.Callbacks;
using TelegramBotStack.Commands;
using TelegramBotStack.Users;

namespace TelegramBotStack.Localization;

/// <summary><c>/language</c>: a button for each language, and what happens when one is pressed.</summary>
internal sealed class LanguageCommand(Texts texts, StoredUsers users, CommandMenuPublisher menus)
{
    public const string Button = "botstack.language";

    private const int ButtonsInRow = 2;

    public async Task AskAsync(UpdateContext context)
    {
        if (context.ArgumentText.Length == 0)
        {
            await context.ReplyAsync(context.Localize("language.choose"), Keyboard()).ConfigureAwait(false);
            return;
        }

        if (OfferedOrNull(context.ArgumentText) is not { } language)
        {
            await context.ReplyAsync(context.Localize("language.unknown", ("given", context.ArgumentText)), Keyboard()).ConfigureAwait(false);
            return;
        }

        await context.ReplyAsync(await ApplyAsync(context, language).ConfigureAwait(false)).ConfigureAwait(false);
    }

    public async Task ChooseAsync(UpdateContext context)
    {
        // A button of an older release may be for a language that is no longer there.
        var language = OfferedOrNull(context.CallbackData) ?? texts.DefaultLanguage;
        var answer = await ApplyAsync(context, language).ConfigureAwait(false);
        await context.AnswerAsync().ConfigureAwait(false);
        await PressedMessage.ReplaceAsync(context, answer).ConfigureAwait(false);
    }

    /// <returns>False when the bot does not know the user.</returns>
    /// <exception cref="ArgumentException">The bot does not have the language.</exception>
    public async Task<bool> SetAsync(UpdateContext context, string language)
    {
        var offered = OfferedOrNull(language) ?? throw new ArgumentException($"The bot does not have the language '{language}'.", nameof(language));
        if (context.User is not { } user || !await users.ChooseLanguageAsync(user.Id, offered, context.CancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        UserLanguage.Set(context, offered);
        menus.Refresh();
        return true;
    }

    private async Task<string> ApplyAsync(UpdateContext context, string language)
    {
        return await SetAsync(context, language).ConfigureAwait(false)
            ? context.Localize("language.chosen", ("language", LanguageNames.Of(texts, language)))
            : context.Localize("users.private_only");
    }

    private string? OfferedOrNull(string text)
        => LanguageTag.Normalise(text) is { } tag ? texts.Languages.FirstOrDefault(language => language == tag) : null;

    private InlineKeyboardMarkup Keyboard() => new(texts.Languages
        .Select(language => InlineKeyboardButton.WithCallbackData(LanguageNames.Of(texts, language), $"{Button}:{language}"))
        .Chunk(ButtonsInRow));
}
