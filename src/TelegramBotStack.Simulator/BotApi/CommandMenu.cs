using System.Globalization;
using TelegramBotStack.Simulator.Playground;

namespace TelegramBotStack.Simulator.BotApi;

/// <summary>A bot's commands by scope and language. Guarded by the bot's gate.</summary>
internal sealed class CommandMenu(BotFeed feed)
{
    public const string DefaultScope = "default";

    private readonly Dictionary<(string Scope, string Language), IReadOnlyList<BotCommand>> _commands = [];

    public IReadOnlyList<BotCommand> Get(string scope, string language)
        => _commands.GetValueOrDefault((scope, language), []);

    /// <summary>Bot API: "Determining list of commands", for a private chat.</summary>
    public IReadOnlyList<BotCommand> For(SimulatedUser user)
        => First(user, $"chat/{Text(user.Id)}", "all_private_chats", DefaultScope);

    /// <summary>The same for a member of a group who is no administrator.</summary>
    public IReadOnlyList<BotCommand> For(SimulatedUser user, SimulatedGroup group)
        => First(user, $"chat_member/{Text(group.Id)}/{Text(user.Id)}", $"chat/{Text(group.Id)}", "all_group_chats", DefaultScope);

    public void Set(string scope, string language, IReadOnlyList<BotCommand> commands)
    {
        _commands[(scope, language)] = commands;
        feed.MenuChanged();
    }

    public void Delete(string scope, string language)
    {
        if (_commands.Remove((scope, language)))
        {
            feed.MenuChanged();
        }
    }

    private IReadOnlyList<BotCommand> First(SimulatedUser user, params IEnumerable<string> scopes)
    {
        var language = user.LanguageCode?.Split('-')[0] ?? "";
        return scopes.SelectMany(scope => new[] { Get(scope, language), Get(scope, "") }).FirstOrDefault(commands => commands.Count > 0) ?? [];
    }

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}
