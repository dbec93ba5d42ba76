using TelegramBotStack.Simulator.BotApi.Json;

namespace TelegramBotStack.Simulator;

/// <summary>A group with the bot in it. Safe to use from several threads.</summary>
public sealed class SimulatedGroup : SimulatedChat
{
    private readonly HashSet<SimulatedUser> _members;

    internal SimulatedGroup(SimulatedBot bot, long id, string title, IEnumerable<SimulatedUser> members)
        : base(bot, id)
    {
        Title = title;
        Api = new ApiChat(id, "group") { Title = title };
        _members = [.. members];
        if (_members.FirstOrDefault(member => member.Bot != bot) is { } stranger)
        {
            throw new ArgumentException($"{stranger.Name} belongs to another bot.", nameof(members));
        }
    }

    /// <summary>The group's title.</summary>
    public string Title { get; }

    /// <inheritdoc/>
    public override string Name => Title;

    internal override ApiChat Api { get; }

    /// <summary>The users in the group, besides the bot.</summary>
    public IReadOnlyCollection<SimulatedUser> Members => _members;

    /// <summary>The commands in the menu that a member has in this group.</summary>
    /// <exception cref="InvalidOperationException">The user is no member.</exception>
    public IReadOnlyList<BotCommand> CommandsFor(SimulatedUser member)
    {
        ArgumentNullException.ThrowIfNull(member);
        MustHave(member);
        lock (Bot.Gate)
        {
            return Bot.Menu.For(member, this);
        }
    }

    internal void MustHave(SimulatedUser user)
    {
        if (!_members.Contains(user))
        {
            throw new InvalidOperationException($"{user.Name} is no member of the group \"{Title}\".");
        }
    }
}
