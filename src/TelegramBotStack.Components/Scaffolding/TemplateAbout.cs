namespace TelegramBotStack.Components.Scaffolding;

/// <summary>
/// What a template says about itself in its <c>about.txt</c>: a sentence, and below it lines such as <c>storages: sqlite, postgres</c>
/// <c>packages: TelegramBotStack.Web</c>, and <c>settings: BOT_ADMINS</c>.
/// </summary>
/// <param name="Text">What the bot does, in one line.</param>
/// <param name="Storages">Where the bot can keep its data, the default first. Without such a line: anywhere, by default in JSON files.</param>
/// <param name="Packages">Packages of the stack that the bot needs beside the framework and its storage.</param>
/// <param name="Settings">Names of the settings that deploy.yaml shows, in comments.</param>
internal sealed record TemplateAbout(
    string Text, IReadOnlyList<BotStorage> Storages, IReadOnlyList<string> Packages, IReadOnlyList<string> Settings)
{
    public const string FileName = "about.txt";

    /// <exception cref="FormatException">It has a line that means nothing.</exception>
    public static TemplateAbout Parse(string content)
    {
        var lines = content.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var about = new TemplateAbout(lines[0], Enum.GetValues<BotStorage>(), [], []);
        foreach (var line in lines.Skip(1))
        {
            about = line.Split(':', StringSplitOptions.TrimEntries) switch
            {
                ["storages", var names] => about with { Storages = [.. Words(names).Select(name => Enum.Parse<BotStorage>(name, ignoreCase: true))] },
                ["packages", var names] => about with { Packages = [.. Words(names)] },
                ["settings", var names] => about with { Settings = [.. Words(names)] },
                _ => throw new FormatException($"'{line}' in {FileName} means nothing."),
            };
        }

        return about;
    }

    private static string[] Words(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
