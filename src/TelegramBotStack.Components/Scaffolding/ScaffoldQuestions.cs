using Spectre.Console;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Components.Scaffolding;

/// <summary>Asks a person at a terminal for what the command line has not said about the new bot.</summary>
internal static class ScaffoldQuestions
{
    public static async Task<ScaffoldRequest> AskAsync(ScaffoldRequest said, IAnsiConsole console, CancellationToken cancellationToken)
    {
        var name = (await NamePrompt().ShowAsync(console, cancellationToken).ConfigureAwait(false)).Trim();
        var template = said.Template is { } named
            ? BotTemplate.Find(named)
            : await ChooseAsync("What shall it be?", BotTemplate.All, one => $"{one.Name}: {one.About.Text}").ConfigureAwait(false);
        return said with
        {
            Name = name,
            Template = template.Name,
            Storage = said.Storage ?? await ChooseAsync(
                "Where does it keep its data?", template.About.Storages, BotStorageNeeds.NameOf).ConfigureAwait(false),
            Ci = said.Ci ?? await ChooseAsync(
                "Where is it tested and deployed from?", [BotCi.GitHub, BotCi.GitLab, BotCi.None], Words).ConfigureAwait(false),
            Ide = said.Ide ?? await ChooseAsync(
                "Which editor is it set up for?", Enum.GetValues<BotIde>(), Words).ConfigureAwait(false),
        };

        async Task<T> ChooseAsync<T>(string question, IReadOnlyList<T> choices, Func<T, string> words)
            where T : notnull => choices.Count == 1
            ? choices[0]
            : await new SelectionPrompt<T>().Title(question).UseConverter(choice => Markup.Escape(words(choice))).AddChoices(choices)
                .ShowAsync(console, cancellationToken).ConfigureAwait(false);
    }

    private static TextPrompt<string> NamePrompt() => new TextPrompt<string>("Name of the new bot, such as MyBot:").Validate(name =>
    {
        try
        {
            BotName.Parse(name.Trim());
            return ValidationResult.Success();
        }
        catch (DeploymentException error)
        {
            return ValidationResult.Error(Markup.Escape($"{error.Message} {error.Mend}"));
        }
    });

    private static string Words(BotCi ci) => ci switch
    {
        BotCi.GitHub => "GitHub Actions",
        BotCi.GitLab => "GitLab CI",
        _ => "from nowhere but here",
    };

    private static string Words(BotIde ide) => ide switch
    {
        BotIde.All => "all of them",
        BotIde.VSCode => "Visual Studio Code",
        BotIde.Rider => "Rider",
        BotIde.VisualStudio => "Visual Studio",
        _ => "none",
    };
}
