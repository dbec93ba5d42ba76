using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TelegramBotStack.Components.Scaffolding;
using TelegramBotStack.Deployment.Configuration;
using YamlDotNet.RepresentationModel;

namespace TelegramBotStack.Components.Tests.Scaffolding;

/// <summary>Generated files of other tools named commands that do not exist, and were no JSON.</summary>
public sealed class GeneratedFilesTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private readonly ScaffoldReport report;

    public GeneratedFilesTests() => report = Scaffolder.Write(new ScaffoldRequest { Name = "Echo", Output = directory["bot"] });

    public void Dispose() => directory.Dispose();

    [Fact]
    public void Generated_JSON_is_JSON_without_comments()
    {
        var files = report.Files.Where(file => file.EndsWith(".json", StringComparison.Ordinal)).ToList();

        files.Count.ShouldBeGreaterThanOrEqualTo(6);
        foreach (var file in files)
        {
            Should.NotThrow(() => JsonDocument.Parse(Read(file)), file);
        }
    }

    [Fact]
    public void Every_command_that_is_written_into_a_new_repository_exists()
    {
        var named = report.Files.SelectMany(file => Regex.Matches(Read(file), @"\./build\.sh ([A-Z]\w+)").Select(command => command.Groups[1].Value)).ToList();
        var buttons = JsonNode.Parse(Read("build/Properties/launchSettings.json"))!["profiles"]!.AsObject()
            .Select(profile => profile.Value!["commandLineArgs"]!.GetValue<string>().Split(' ')[0])
            .Where(word => word != "--help").ToList();

        named.Count.ShouldBeGreaterThan(8);
        named.Concat(buttons).Distinct().Except(StackBuild.Targets).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_new_deploy_yaml_can_be_read_and_has_only_keys_of_the_schema_it_names()
    {
        var text = Read("deploy.yaml");
        text.ShouldStartWith($"# yaml-language-server: $schema={Scaffolder.DeploySchemaFile}\n");
        var schema = JsonNode.Parse(Read(Scaffolder.DeploySchemaFile))!;
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text));

        (await DeployFile.LoadAsync(directory["bot"], null, TestContext.Current.CancellationToken)).Bot.Name.ShouldBe("echo");
        ShouldFit((YamlMappingNode)yaml.Documents.Single().RootNode, schema);
    }

    [Fact]
    public void A_bot_with_administrators_shows_in_deploy_yaml_how_they_are_named()
    {
        foreach (var template in BotTemplate.All)
        {
            Scaffolder.Write(new ScaffoldRequest { Name = "Bot", Template = template.Name, Output = directory[template.Name] });
            var program = File.ReadAllText(directory[Path.Combine(template.Name, "src", "Bot", "Program.cs")]);
            var settings = File.ReadAllText(directory[Path.Combine(template.Name, "deploy.yaml")]);

            settings.Contains("#   BOT_ADMINS: ", StringComparison.Ordinal).ShouldBe(program.Contains("UseAdmins", StringComparison.Ordinal), template.Name);
        }
    }

    [Fact]
    public void The_record_names_what_it_was_scaffolded_with_and_every_file_that_an_upgrade_cares_for()
    {
        var record = ScaffoldRecord.Read(directory["bot"])!;

        (record.Version, record.Name, record.Template, record.Ci).ShouldBe((StackPackages.OwnVersion, "Echo", "echo", BotCi.GitHub));
        record.Files.Keys.ShouldBe(report.Files.Where(ScaffoldRecord.CaresFor), ignoreOrder: true);
        foreach (var (path, hash) in record.Files)
        {
            ScaffoldRecord.Hash(File.ReadAllBytes(directory["bot/" + path])).ShouldBe(hash);
        }
    }

    private static void ShouldFit(YamlMappingNode node, JsonNode schema)
    {
        var section = schema["anyOf"]?[0] ?? schema;
        foreach (var (key, value) in node.Children)
        {
            var below = section["properties"]?[key.ToString()] ?? section["additionalProperties"] as JsonObject;
            below.ShouldNotBeNull(key.ToString());
            if (value is YamlMappingNode mapping)
            {
                ShouldFit(mapping, below);
            }
        }
    }

    private string Read(string file) => File.ReadAllText(directory["bot/" + file]);
}
