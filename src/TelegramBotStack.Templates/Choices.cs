using TelegramBotStack.Components.Scaffolding;

namespace TelegramBotStack.Templates;

/// <summary>What can be chosen with <c>dotnet new botstack</c>, and each way to choose.</summary>
internal static class Choices
{
    /// <summary>Stands for the bot's name in what the package holds; the word is in no file otherwise.</summary>
    public const string NamePlaceholder = "BotstackBotName";

    public const string Template = "botTemplate";
    public const string Storage = "botStorage";
    public const string Ci = "botCi";
    public const string Ide = "botIde";
    public const string NoTests = "noTests";

    /// <summary>What the user has to choose to get the storage that the template names.</summary>
    public const string StorageOfTemplate = "default";

    private static readonly BotIde[] Ides = Enum.GetValues<BotIde>();

    /// <summary>The symbols on which files depend, with what each says for a way to choose.</summary>
    public static IReadOnlyList<Symbol> Symbols { get; } =
    [
        new(Template, record => record.Template),
        new(Storage, record => BotStorageNeeds.NameOf(record.Storage), Uses),
        new(Ci, record => NameOf(record.Ci)),
        new(Ide, record => NameOf(record.Ide)),
        new(NoTests, record => record.Tests ? null : ""),
    ];

    /// <summary>Every way to choose.</summary>
    public static IReadOnlyList<ScaffoldRecord> All { get; } =
    [
        .. from template in BotTemplate.All
           from storage in template.About.Storages
           from ci in Enum.GetValues<BotCi>()
           from ide in Ides
           from tests in (bool[])[true, false]
           select new ScaffoldRecord(StackPackages.OwnVersion, NamePlaceholder, template.Name, storage, ci) { Ide = ide, Tests = tests },
    ];

    /// <summary>The symbol that says whether a storage is used: the one that was chosen, or the template's default.</summary>
    public static string Uses(string? storage) => $"uses{char.ToUpperInvariant(storage![0])}{storage[1..]}";

    public static string NameOf<T>(T choice)
        where T : struct, Enum => choice.ToString().ToLowerInvariant();
}

/// <summary>A symbol of the template: a choice, or something that is or is not.</summary>
/// <param name="Name">As it is in conditions.</param>
/// <param name="Of">Its value; for one that is or is not, null when it is not.</param>
/// <param name="When">The condition for a value. Default: that it is that value.</param>
internal sealed record Symbol(string Name, Func<ScaffoldRecord, string?> Of, Func<string?, string>? When = null)
{
    public string Condition(string? value) => When is not null ? When(value) : value switch
    {
        null => $"!{Name}",
        "" => Name,
        _ => $"{Name} == \"{value}\"",
    };
}
