namespace TelegramBotStack.Simulator.Playground;

/// <summary>A user's chat with the bot, or a group with the ids of its members.</summary>
internal sealed record ChatView(long Id, string Name)
{
    public IReadOnlyList<long>? Members { get; init; }

    public string? Username { get; init; }

    public string? LanguageCode { get; init; }

    public bool HasBlockedBot { get; init; }

    public bool IsBot { get; init; }

    public static ChatView Of(SimulatedChat chat) => chat switch
    {
        SimulatedUser user => new ChatView(user.Id, user.Name)
        {
            Username = user.Username,
            LanguageCode = user.LanguageCode,
            HasBlockedBot = user.HasBlockedBot,
            IsBot = user.OtherBot is not null,
        },
        SimulatedGroup group => new ChatView(group.Id, group.Name) { Members = [.. group.Members.Select(member => member.Id)] },
        _ => new ChatView(chat.Id, chat.Name),
    };
}
