using System.Text.RegularExpressions;

namespace TelegramBotStack.Handlers;

/// <summary>A text that starts with a command: <c>/name@bot arguments</c>.</summary>
internal sealed partial record CommandText(string Name, string? BotName, string Arguments)
{
    public static bool IsName(string name) => NamePattern().IsMatch(name);

    public static CommandText? Parse(string? text)
    {
        if (text is not ['/', ..] || CommandPattern().Match(text) is not { Success: true } match)
        {
            return null;
        }

        var bot = match.Groups["bot"];
        return new CommandText(
            match.Groups["name"].Value.ToLowerInvariant(),
            bot.Success ? bot.Value : null,
            match.Groups["arguments"].Value.Trim());
    }

    public bool IsFor(string? username)
        => BotName is null || BotName.Equals(username, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"\A[a-z0-9_]{1,32}\z")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"\A/(?<name>[A-Za-z0-9_]{1,32})(@(?<bot>[A-Za-z0-9_]{1,64}))?(?<arguments>\s[\s\S]*)?\z")]
    private static partial Regex CommandPattern();
}
