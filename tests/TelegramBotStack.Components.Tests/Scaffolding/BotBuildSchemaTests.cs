using System.Text;
using System.Text.Json.Nodes;
using TelegramBotStack.Components.Scaffolding;

namespace TelegramBotStack.Components.Tests.Scaffolding;

/// <summary>A new bot's repository is as clean after its first build as after its first commit.</summary>
public sealed class BotBuildSchemaTests : IDisposable
{
    // On a build server a build writes none.
    private static readonly Dictionary<string, string?> AtHome = new()
    {
        ["CI"] = null, ["GITHUB_ACTIONS"] = null, ["GITLAB_CI"] = null, ["TF_BUILD"] = null, ["TEAMCITY_VERSION"] = null,
    };

    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task A_new_bot_gets_the_schema_that_its_first_build_would_write()
    {
        // This repository's build has more targets and parameters than a bot's.
        Scaffolder.Write(new ScaffoldRequest { Name = "Echo", Output = directory["bot"], RunningSchema = RepositoryRoot.File(BotBuildSchema.FileName) });
        var written = await File.ReadAllTextAsync(directory[$"bot/{BotBuildSchema.FileName}"], TestContext.Current.CancellationToken);

        File.Delete(directory[$"bot/{BotBuildSchema.FileName}"]);
        (await Command.RunAsync("dotnet", [BotBuild, "Templates"], directory["bot"], AtHome)).ShouldEndWith(0);

        written.ShouldBe(await File.ReadAllTextAsync(directory[$"bot/{BotBuildSchema.FileName}"], TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_build_that_is_less_than_a_bots_or_has_no_schema_gives_none()
    {
        BotBuildSchema.From(directory["none.json"]).ShouldBeNull();
        From("not JSON").ShouldBeNull();
        From("{}").ShouldBeNull();
        From("""{"definitions": {"ExecutableTarget": {"enum": ["Scaffold"]}}, "allOf": [{"properties": {}}]}""").ShouldBeNull();

        var whole = JsonNode.Parse(File.ReadAllText(RepositoryRoot.File(BotBuildSchema.FileName)))!;
        From(whole.ToJsonString()).ShouldNotBeNull();
        whole["allOf"]![0]!["properties"]!.AsObject().Remove("BotName");
        From(whole.ToJsonString()).ShouldBeNull();
    }

    private static string BotBuild => Path.Combine(
        AppContext.BaseDirectory.Replace("TelegramBotStack.Components.Tests", "TelegramBotStack.TestBuild", StringComparison.Ordinal),
        "TelegramBotStack.TestBuild.dll");

    private byte[]? From(string schema)
    {
        File.WriteAllBytes(directory["schema.json"], Encoding.UTF8.GetBytes(schema));
        return BotBuildSchema.From(directory["schema.json"]);
    }
}
