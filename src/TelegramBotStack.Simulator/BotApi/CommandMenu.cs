using System.Globalization;

namespace TelegramBotStack.Simulator.BotApi;

/// <summary>A bot's commands by scope and language. Guarded by the bot's gate.</summary>
internal sealed class CommandMenu
{
    public const string DefaultScope = "default";

    private readonly Dictionary<(string Scope, string Language), IReadOnlyList<BotCommand>> _commands = [];

    public IReadOnlyList<BotCommand> Get(string scope, string language)
        => _commands.GetValueOrDefault((scope, language), []);

    /// <summary>Bot API: "Determining list of commands", for a private chat.</summary>
    public IReadOnlyList<BotCommand> For(SimulatedUser user)
    {
        var scopes = new[] { $"chat/{user.Id.ToString(CultureInfo.InvariantCulture)}", "all_private_chats", DefaultScope };
        var language = user.LanguageCode?.Split('-')[0] ?? "";
        return scopes.SelectMany(scope => new[] { Get(scope, language), Get(scope, "") }).FirstOrDefault(commands => commands.Count > 0) ?? [];
    }

    public void Set(string scope, string language, IReadOnlyList<BotCommand> commands)
        => _commands[(scope, language)] = commands;

    public void Delete(string scope, string language) => _commands.Remove((scope, language));
}
