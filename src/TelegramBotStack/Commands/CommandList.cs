using Telegram.Bot.Types;
using TelegramBotStack.Admins;
using TelegramBotStack.Localization;

namespace TelegramBotStack.Commands;

/// <summary>The described commands that somebody may use.</summary>
internal sealed class CommandList(BotHandlers handlers, Texts texts)
{
    // Bot API: setMyCommands, BotCommand.
    private const int Most = 100;
    private const int LongestDescription = 256;

    /// <param name="language">The language of the descriptions.</param>
    /// <param name="has">Tells whether the person has a role.</param>
    public IReadOnlyList<BotCommand> For(string language, Func<string, bool> has) =>
    [
        .. handlers.Commands
            .Where(command => command.Options.Metadata.OfType<RequiredRole>().All(required => has(required.Role)))
            .Select(command => new BotCommand(command.Name, Description(command, language)))
            .Where(command => command.Description.Length > 0)
            .Take(Most),
    ];

    private string Description(CommandHandler command, string language)
    {
        var description = command.Options.Metadata.OfType<DescriptionKey>().LastOrDefault() is { } localised
            ? texts.Localize(language, localised.Key)
            : command.Options.Description ?? "";
        return description.Length > LongestDescription ? description[..(LongestDescription - 1)] + "…" : description;
    }
}
