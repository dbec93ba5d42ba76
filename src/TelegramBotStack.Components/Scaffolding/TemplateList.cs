using TelegramBotStack.Components.Output;

namespace TelegramBotStack.Components.Scaffolding;

/// <summary>Lists the templates with what each does and where it can keep its data.</summary>
internal static class TemplateList
{
    public static IReadOnlyList<ListedTemplate> Show(Screen screen)
    {
        var templates = BotTemplate.All
            .Select(template => new ListedTemplate(template.Name, template.About.Text, [.. template.About.Storages.Select(BotStorageNeeds.NameOf)]))
            .ToList();
        var width = templates.Max(template => template.Name.Length);
        foreach (var template in templates)
        {
            screen.Labelled(template.Name.PadRight(width), template.About);
            screen.Note($"{"".PadRight(width)} --bot-storage {string.Join(" | ", template.Storages)}");
        }

        screen.Headline($"{templates.Count} templates. Next: ./build.sh Scaffold --bot-name MyBot --bot-template {templates[0].Name}", good: true);
        return templates;
    }
}

/// <summary>A template as <c>Templates --json</c> lists it.</summary>
/// <param name="Name">What <c>--bot-template</c> takes.</param>
/// <param name="About">What the bot does.</param>
/// <param name="Storages">What <c>--bot-storage</c> takes with it, the default first.</param>
internal sealed record ListedTemplate(string Name, string About, IReadOnlyList<string> Storages);
