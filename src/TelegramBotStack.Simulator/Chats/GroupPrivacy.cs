namespace TelegramBotStack.Simulator.Chats;

/// <summary>
/// Privacy mode (https://core.telegram.org/bots/features#privacy-mode): in a group a bot sees only what is meant for it.
/// </summary>
internal static class GroupPrivacy
{
    public static bool LetsThrough(SimulatedBot bot, SimulatedChat chat, ChatMessage message)
        => chat is SimulatedUser
            || bot.CanReadAllGroupMessages
            || (message.ReplyToMessageId is { } id && chat.Find(id) is { IsFromBot: true })
            || message.Entities.Any(entity => IsForBot(bot, message.Text.AsSpan(entity.Offset, entity.Length), entity.Type));

    private static bool IsForBot(SimulatedBot bot, ReadOnlySpan<char> text, string type)
    {
        var at = text.IndexOf('@');
        return type switch
        {
            "bot_command" when at < 0 => true,
            "bot_command" or "mention" => text[(at + 1)..].Equals(bot.Username, StringComparison.OrdinalIgnoreCase),
            _ => false,
        };
    }
}
