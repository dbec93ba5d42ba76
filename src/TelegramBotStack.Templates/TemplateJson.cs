using System.Text.Json.Nodes;
using TelegramBotStack.Components.Scaffolding;

namespace TelegramBotStack.Templates;

/// <summary>What <c>dotnet new</c> and the dialogues of editors read: https://github.com/dotnet/templating/wiki/Reference-for-template.json.</summary>
internal static class TemplateJson
{
    private const string Offered = "isOffered";
    private const string ChangePermissions = "cb9a6cf3-4f5c-4860-b9d2-03a574959774";
    private const string SayWhatToDo = "ac1156f7-bb77-4db8-b28f-24eebcca1e5c";

    /// <summary>The placeholder as hosts and Docker know it.</summary>
    public static string SlugPlaceholder { get; } = BotName.Parse(Choices.NamePlaceholder).Slug;

    /// <param name="sources">The folders of files.</param>
    /// <param name="conditions">Conditions that files refer to, with the symbol for each.</param>
    public static JsonObject Create(
        IEnumerable<(string Folder, string Condition, bool IsCopied)> sources, IEnumerable<KeyValuePair<string, string>> conditions) => new()
    {
        ["$schema"] = "http://json.schemastore.org/template",
        ["identity"] = "TelegramBotStack.Bot",
        ["name"] = "Telegram bot (TelegramBotStack)",
        ["shortName"] = "botstack",
        ["description"] = "The repository of a Telegram bot: code, tests, build and deployment.",
        ["author"] = "TelegramBotStack contributors",
        ["classifications"] = new JsonArray("Telegram", "Bot", "Console"),
        ["tags"] = new JsonObject { ["language"] = "C#", ["type"] = "solution" },
        ["sourceName"] = Choices.NamePlaceholder,
        ["defaultName"] = "MyBot",
        ["preferNameDirectory"] = true,
        ["symbols"] = Symbols(conditions),
        ["forms"] = new JsonObject
        {
            ["words"] = new JsonObject { ["identifier"] = "replace", ["pattern"] = "(?<=[a-z0-9])(?=[A-Z])|[._]", ["replacement"] = "-" },
            ["lower"] = new JsonObject { ["identifier"] = "lowerCase" },
            ["slug"] = new JsonObject { ["identifier"] = "chain", ["steps"] = new JsonArray("words", "lower") },
        },
        ["sources"] = new JsonArray([.. sources.Select(source => Source(source.Folder, source.Condition, source.IsCopied))]),
        ["postActions"] = new JsonArray(
            PostAction("make-executable", ChangePermissions, $"{Offered} && OS != \"Windows_NT\"", "Make build.sh executable.", "Run: chmod +x build.sh", ("+x", "build.sh")),
            PostAction("next", SayWhatToDo, Offered, "What to type next.", "Build the bot and run its tests, in its directory: ./build.sh Test (on Windows build.cmd Test)"),
            PostAction("not-offered", SayWhatToDo, $"!{Offered}", "Nothing was written.", $"Nothing was written: that template cannot keep its data there. {StoragesByTemplate()}")),
    };

    /// <summary>How the choices are named on the command line.</summary>
    public static JsonObject CreateOptions() => new()
    {
        ["$schema"] = "http://json.schemastore.org/dotnetcli.host",
        ["symbolInfo"] = new JsonObject(
            new[] { Choices.Template, Choices.Storage, Choices.Ci, Choices.Ide, Choices.NoTests }.Select(name => KeyValuePair.Create<string, JsonNode?>(
                name, new JsonObject { ["longName"] = LongName(name), ["shortName"] = "" }))),
    };

    private static JsonObject Symbols(IEnumerable<KeyValuePair<string, string>> conditions)
    {
        var symbols = Asked();
        foreach (var storage in Enum.GetValues<BotStorage>().Select(BotStorageNeeds.NameOf))
        {
            symbols.Add(Choices.Uses(storage), Computed(Uses(storage)));
        }

        symbols.Add(Offered, Computed(string.Join(" || ", BotTemplate.All.Select(OfferedBy))));
        foreach (var (condition, symbol) in conditions)
        {
            symbols.Add(symbol, Computed(condition));
        }

        return symbols;
    }

    private static JsonObject Asked() => new()
    {
        [Choices.Template] = Choice(
            "What the bot does at first", BotTemplate.Default, BotTemplate.All.Select(template => (template.Name, template.About.Text))),
        [Choices.Storage] = Choice(
            "Where the bot keeps its data", Choices.StorageOfTemplate,
            [(Choices.StorageOfTemplate, "What the template says, mostly json"), .. Enum.GetValues<BotStorage>().Select(storage => (BotStorageNeeds.NameOf(storage), About(storage)))]),
        [Choices.Ci] = Choice("Workflow files", Choices.NameOf(BotCi.GitHub), [("github", "GitHub Actions"), ("gitlab", "GitLab CI"), ("none", "None")]),
        [Choices.Ide] = Choice(
            "Editors it is set up for", Choices.NameOf(BotIde.All),
            [("all", "All of them"), ("vscode", "Visual Studio Code"), ("rider", "Rider"), ("visualstudio", "Visual Studio"), ("none", "None")]),
        [Choices.NoTests] = new JsonObject
        {
            ["type"] = "parameter", ["datatype"] = "bool", ["defaultValue"] = "false", ["displayName"] = "Without tests", ["description"] = "Leave the tests out",
        },
        ["slug"] = new JsonObject
        {
            ["type"] = "derived",
            ["valueSource"] = "name",
            ["valueTransform"] = "slug",
            ["replaces"] = SlugPlaceholder,
        },
    };

    private static JsonObject Computed(string condition) => new() { ["type"] = "computed", ["value"] = condition };

    private static string Uses(string storage)
    {
        var byDefault = BotTemplate.All
            .Where(template => BotStorageNeeds.NameOf(template.About.Storages[0]) == storage)
            .Select(template => $"{Choices.Template} == \"{template.Name}\"")
            .ToList();
        var chosen = $"({Choices.Storage} == \"{storage}\")";
        return byDefault.Count == 0
            ? chosen
            : $"{chosen} || ({Choices.Storage} == \"{Choices.StorageOfTemplate}\" && ({string.Join(" || ", byDefault)}))";
    }

    private static string OfferedBy(BotTemplate template)
    {
        var storages = template.About.Storages.Select(BotStorageNeeds.NameOf).Append(Choices.StorageOfTemplate).Select(storage => $"{Choices.Storage} == \"{storage}\"");
        return $"({Choices.Template} == \"{template.Name}\" && ({string.Join(" || ", storages)}))";
    }

    private static JsonObject Choice(string description, string byDefault, IEnumerable<(string Name, string About)> choices) => new()
    {
        ["type"] = "parameter",
        ["datatype"] = "choice",
        ["displayName"] = description,
        ["description"] = description,
        ["defaultValue"] = byDefault,
        ["choices"] = new JsonArray([.. choices.Select(choice => new JsonObject { ["choice"] = choice.Name, ["description"] = choice.About })]),
    };

    private static JsonObject Source(string folder, string condition, bool isCopied)
    {
        var source = new JsonObject
        {
            ["source"] = $"./{folder}/",
            ["target"] = "./",
            ["condition"] = condition.Length == 0 ? $"({Offered})" : $"({Offered} && ({condition}))",
        };
        if (isCopied)
        {
            source["copyOnly"] = new JsonArray("**/*");
        }

        return source;
    }

    private static JsonObject PostAction(
        string id, string action, string condition, string description, string instruction, params (string Name, string Value)[] arguments) => new()
    {
        ["id"] = id,
        ["actionId"] = action,
        ["condition"] = $"({condition})",
        ["description"] = description,
        ["manualInstructions"] = new JsonArray(new JsonObject { ["id"] = $"{id}-by-hand", ["text"] = instruction }),
        ["args"] = new JsonObject(arguments.Select(argument => KeyValuePair.Create<string, JsonNode?>(argument.Name, argument.Value))),
        ["continueOnError"] = true,
    };

    private static string StoragesByTemplate() => string.Join(' ', BotTemplate.All
        .Where(template => template.About.Storages.Count < Enum.GetValues<BotStorage>().Length)
        .Select(template => $"{template.Name} takes {string.Join(", ", template.About.Storages.Select(BotStorageNeeds.NameOf))}."));

    private static string About(BotStorage storage) => storage switch
    {
        BotStorage.Json => "JSON files in the data directory",
        BotStorage.Memory => "Memory: gone when the process ends",
        BotStorage.Sqlite => "A SQLite database in the data directory",
        BotStorage.Postgres => "PostgreSQL, named by the secret BOTSTACK_POSTGRES",
        _ => "Redis, named by the secret BOTSTACK_REDIS",
    };

    private static string LongName(string symbol) => string.Concat(symbol.Select(letter => char.IsUpper(letter) ? $"-{char.ToLowerInvariant(letter)}" : $"{letter}"));
}
