namespace TelegramBotStack.Simulator.BotApi;

/// <summary>A bot's commands by scope and language. Guarded by the bot's gate.</summary>
internal sealed class CommandMenu
{
    public const string DefaultScope = "default";

    private readonly Dictionary<(string Scope, string Language), IReadOnlyList<BotCommand>> _commands = [];

    public IReadOnlyList<BotCommand> Get(string scope, string language)
        => _commands.GetValueOrDefault((scope, language), []);

    public void Set(string scope, string language, IReadOnlyList<BotCommand> commands)
        => _commands[(scope, language)] = commands;

    public void Delete(string scope, string language) => _commands.Remove((scope, language));
}
