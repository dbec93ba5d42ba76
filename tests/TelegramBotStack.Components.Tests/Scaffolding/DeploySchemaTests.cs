using System.Text.Json.Nodes;
using TelegramBotStack.Components.Scaffolding;
using TelegramBotStack.Deployment.Configuration;

namespace TelegramBotStack.Components.Tests.Scaffolding;

public sealed class DeploySchemaTests
{
    private static readonly string[] Keys = [.. KeysIn(JsonNode.Parse(DeploySchema.Create(KeyMeanings.Of))!, "")];

    [Fact]
    public void Every_key_of_the_schema_is_documented() =>
        Keys.Where(key => KeyMeanings.RowFor(key) is null).ShouldBeEmpty("add a row to a table | key | meaning | default | in docs/");

    [Fact]
    public void Every_documented_key_is_in_the_schema() =>
        KeyMeanings.All.Keys.Where(row => !Keys.Any(key => KeyMeanings.RowFor(key) == row || IsSection(row, key)))
            .ShouldBeEmpty("no reader asks for it");

    [Fact]
    public void An_editor_is_told_what_a_key_means()
    {
        var schema = JsonNode.Parse(DeploySchema.Create(KeyMeanings.Of))!;

        schema["properties"]!["keep-releases"]!["description"]!.GetValue<string>().ShouldBe(
            "How many good releases stay on the host; as many that were taken back stay beside them. Default: 5. It must be a number from 1 to 100.");
        schema["properties"]!["hooks"]!["properties"]!["before-publish"]!["description"]!.GetValue<string>().ShouldContain("see Hooks");
    }

    // 'host' may be a word as well as keys of its own.
    private static bool IsSection(string row, string key) => key.StartsWith(row + ".", StringComparison.Ordinal);

    private static IEnumerable<string> KeysIn(JsonNode schema, string path)
    {
        var section = schema["anyOf"]?[0] ?? schema;
        var keys = (section["properties"]?.AsObject() ?? []).Select(property => (property.Key, property.Value!)).ToList();
        if (section["additionalProperties"] is JsonObject others)
        {
            // What is below a name of the user's own is documented with it.
            return [.. Below(keys), $"{path}NAME"];
        }

        return Below(keys);

        IEnumerable<string> Below(List<(string Key, JsonNode Schema)> children) => children.SelectMany(child =>
            (child.Schema["anyOf"]?[0] ?? child.Schema)["type"]?.ToString() == "object"
                ? KeysIn(child.Schema, $"{path}{child.Key}.")
                : [path + child.Key]);
    }
}
