using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace TelegramBotStack.Components.Tests;

/// <summary>A document that names a command which does not exist has misled users of other tools; each is looked up here.</summary>
public partial class DocumentedCommandsTests
{
    // Of other programs than a build: a bot, Docker, the SDK; a command of the engine; a word that stands for any parameter.
    private static readonly string[] OfOtherPrograms =
    [
        "--health", "--watch", "--storage-migrate", "--describe", "--with-storage", "--with-texts", "--privileged", "--interval", "--artifacts-path",
        "--generate-configuration", "--name", "--bots", "--rounds", "--backlog",
    ];

    private static readonly HashSet<string> Targets =
    [
        .. MembersOfABotsBuild().Where(member => member.PropertyType.Name == "Target").Select(member => member.Name),
        .. Directory.EnumerateFiles(RepositoryRoot.File("build"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => OwnTarget().Matches(File.ReadAllText(file)))
            .Select(target => target.Groups[1].Value),
    ];

    private static readonly HashSet<string> Parameters =
    [
        .. MembersOfABotsBuild()
            .Where(member => member.CustomAttributes.Any(attribute => attribute.AttributeType.Name == "ParameterAttribute"))
            .Select(member => member.Name)
            .Concat(OfTheEngine())
            .Concat(OfTheOwnBuild())
            .Select(name => "--" + Kebab(name)),
    ];

    public static TheoryData<string> Documents =>
    [
        "README.md",
        "templates/_common/README.md",
        .. Directory.EnumerateFiles(RepositoryRoot.File("docs"), "*.md").Select(file => $"docs/{Path.GetFileName(file)}").Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_command_in_the_documents_has_a_target_and_parameters_that_exist(string document)
    {
        var text = File.ReadAllText(RepositoryRoot.File(document));

        Commands(text).SelectMany(Unknown).Concat(UnknownInTables(text)).Concat(UnknownParameters(document, text)).ShouldBeEmpty(document);
    }

    [Fact]
    public void A_command_that_does_not_exist_is_noticed()
    {
        Commands("```sh\n./build.sh DeployUp --yes --since 5m # and `./build.sh Rollback --release-id <id>`\n```\n").SelectMany(Unknown).ShouldBeEmpty();

        Commands("`./build.sh SecretSet --bot-name X` or `build.cmd DeployUp --to staging`").SelectMany(Unknown)
            .ShouldBe(["SecretSet", "--to"]);
        UnknownInTables("| target | what |\n|---|---|\n| `DeployUp`, `DeployAll` | x |\n\n| key | x |\n|---|---|\n| `host` | x |\n").ShouldBe(["DeployAll"]);
        UnknownParameters("docs/x.md", "`--dry-run` and `--dry`").ShouldBe(["--dry"]);
    }

    /// <summary>What follows the bootstrapper's name, wherever a text shows a command.</summary>
    internal static IEnumerable<string> Commands(string text) => Command().Matches(text).Select(command => command.Groups[1].Value);

    private static IEnumerable<string> Unknown(string command)
    {
        var words = command.Split('#')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var targets = words.TakeWhile(word => !word.StartsWith("--", StringComparison.Ordinal)).Where(word => TargetName().IsMatch(word));
        var parameters = words.Where(word => word.StartsWith("--", StringComparison.Ordinal)).Select(word => word.Split('=')[0]);
        return targets.Except(Targets).Concat(parameters.Except(Parameters));
    }

    private static IEnumerable<string> UnknownInTables(string text) => TargetTable().Matches(text)
        .SelectMany(table => FirstCell().Matches(table.Groups[1].Value))
        .SelectMany(cell => TargetInCode().Matches(cell.Value))
        .Select(target => target.Groups[1].Value)
        .Except(Targets);

    // The simulator's page has a test of its own, which runs its commands.
    private static IEnumerable<string> UnknownParameters(string document, string text) => document == "docs/simulator.md"
        ? []
        : ParameterInCode().Matches(text).Select(parameter => parameter.Groups[1].Value).Except(Parameters).Except(OfOtherPrograms);

    private static IEnumerable<PropertyInfo> MembersOfABotsBuild() =>
        typeof(ITelegramBot).GetInterfaces().Append(typeof(ITelegramBot)).SelectMany(component => component.GetProperties());

    private static IEnumerable<string> OfTheEngine() =>
        JsonNode.Parse(File.ReadAllText(RepositoryRoot.File(".nuke/build.schema.json")))!["definitions"]!["NukeBuild"]!["properties"]!.AsObject()
            .Select(parameter => parameter.Key);

    private static IEnumerable<string> OfTheOwnBuild() => Directory.EnumerateFiles(RepositoryRoot.File("build"), "*.cs", SearchOption.AllDirectories)
        .SelectMany(file => OwnParameter().Matches(File.ReadAllText(file)))
        .Select(parameter => parameter.Groups[1].Value);

    private static string Kebab(string name) => WordStart().Replace(name, "-").ToLowerInvariant();

    [GeneratedRegex(@"(?<!^)(?=[A-Z])")]
    private static partial Regex WordStart();

    [GeneratedRegex(@"^    Target (?:\w+\.)?(\w+) =>", RegexOptions.Multiline)]
    private static partial Regex OwnTarget();

    [GeneratedRegex(@"^    \[Parameter\(.*\n    \S+ (\w+) =>", RegexOptions.Multiline)]
    private static partial Regex OwnParameter();

    [GeneratedRegex(@"(?:\./build\.sh|build\.cmd|\./build\.ps1) ([^\n`|&;]+)")]
    private static partial Regex Command();

    [GeneratedRegex(@"^[A-Z][A-Za-z]+$")]
    private static partial Regex TargetName();

    [GeneratedRegex(@"^\| targets? \|[^\n]*\n\|[-| ]+\n((?:\|[^\n]*\n)+)", RegexOptions.Multiline)]
    private static partial Regex TargetTable();

    [GeneratedRegex(@"^\|[^|]*\|", RegexOptions.Multiline)]
    private static partial Regex FirstCell();

    [GeneratedRegex(@"`([A-Z]\w+)[^`]*`")]
    private static partial Regex TargetInCode();

    [GeneratedRegex(@"`(--[a-z][a-z-]*)[^`\n]*`")]
    private static partial Regex ParameterInCode();
}
