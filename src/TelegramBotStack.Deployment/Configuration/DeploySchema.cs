using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TelegramBotStack.Deployment.Configuration;

/// <summary>
/// The JSON schema of deploy.yaml, from which editors complete and check. It is made from what the reader asks for, and
/// so the two cannot differ. Overlays are checked with it too, and so it demands no key.
/// </summary>
public static class DeploySchema
{
    private const string DurationPattern = @"^\d{1,9}(\.\d{1,3})?(ms|s|m)$";

    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Makes the schema.</summary>
    /// <param name="meaning">What a key means, for a person, by its path such as <c>host.port</c>; null for nothing to say.</param>
    /// <returns>JSON with a line break at its end. JSON Schema draft 7, the one that YAML editors know.</returns>
    public static string Create(Func<string, string?> meaning)
    {
        var root = Section("", meaning);
        root["$schema"] = "http://json-schema.org/draft-07/schema#";
        root["title"] = "deploy.yaml of TelegramBotStack";
        return root.ToJsonString(Format).ReplaceLineEndings("\n") + "\n";
    }

    private static JsonObject Section(string path, Func<string, string?> meaning)
    {
        var properties = new JsonObject();
        JsonNode others = false;
        foreach (var key in DeployKeys.All.Where(key => ParentOf(key.Key) == path))
        {
            var schema = Key(key, meaning);
            var name = key.Key[(path.Length == 0 ? 0 : path.Length + 1)..];
            if (name == DeployKeys.AnyName)
            {
                others = schema;
            }
            else
            {
                properties[name] = schema;
            }
        }

        return new JsonObject { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = others };
    }

    private static JsonObject Key(IGrouping<string, DeployKey> asked, Func<string, string?> meaning)
    {
        var key = asked.MaxBy(ask => ask.Kind)!;
        var schema = key.Kind == DeployKeyKind.Section
            ? Sections(asked, meaning)
            : Value(key);
        string?[] description = [meaning(key.Path), key.Expected is { } expected ? $"It must be {expected}." : null];
        if (string.Join(' ', description.OfType<string>()) is { Length: > 0 } text)
        {
            schema["description"] = text;
        }

        return schema;
    }

    // A key that is looked at before its section is opened may hold a word instead, such as 'host: local'.
    private static JsonObject Sections(IGrouping<string, DeployKey> asked, Func<string, string?> meaning)
    {
        var section = Section(asked.Key, meaning);
        return asked.All(ask => ask.Kind == DeployKeyKind.Section) || asked.Key.EndsWith("." + DeployKeys.AnyName, StringComparison.Ordinal)
            ? section
            : new JsonObject { ["anyOf"] = new JsonArray(section, Typed("string")) };
    }

    private static JsonObject Value(DeployKey key) => key.Kind switch
    {
        DeployKeyKind.Any => [],
        DeployKeyKind.Flag => Typed("boolean"),
        DeployKeyKind.Integer => new JsonObject { ["type"] = "integer", ["minimum"] = key.Least, ["maximum"] = key.Most },
        DeployKeyKind.Duration => new JsonObject { ["type"] = "string", ["pattern"] = DurationPattern },
        DeployKeyKind.Words => new JsonObject { ["type"] = "array", ["minItems"] = 1, ["items"] = Typed("string", "number", "boolean") },
        _ when key.Choices is { } choices => new JsonObject { ["enum"] = new JsonArray([.. choices.Select(choice => JsonValue.Create(choice))]) },
        // An editor takes 5 for a number and yes for a flag; the reader takes them as they are written.
        _ => Typed("string", "number", "boolean"),
    };

    private static JsonObject Typed(params string[] types) => new()
    {
        ["type"] = types is [var one] ? one : new JsonArray([.. types.Select(type => JsonValue.Create(type))]),
    };

    private static string ParentOf(string path) => path.LastIndexOf('.') is > 0 and var dot ? path[..dot] : "";
}
