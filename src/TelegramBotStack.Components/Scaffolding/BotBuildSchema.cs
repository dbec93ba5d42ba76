using System.Reflection;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TelegramBotStack.Components.Scaffolding;

/// <summary>
/// The new bot's <c>.nuke/build.schema.json</c>, as its build writes it, so that it is in the first commit. Only a build's
/// engine can write one; that of the running build has all that a bot's has, and what it has besides is left out.
/// </summary>
internal static class BotBuildSchema
{
    /// <summary>Where it is in a repository, the running build's and the new bot's.</summary>
    public const string FileName = ".nuke/build.schema.json";

    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly PropertyInfo[] Members = [.. typeof(ITelegramBot).GetInterfaces().SelectMany(component => component.GetProperties())];

    /// <param name="running">The schema of the running build.</param>
    /// <returns>Null where there is none, as on a build server, or that build is not a bot's: the new build writes its own.</returns>
    public static byte[]? From(string running)
    {
        try
        {
            return File.Exists(running) && JsonNode.Parse(File.ReadAllBytes(running)) is JsonObject schema && Reduce(schema)
                ? Encoding.UTF8.GetBytes(schema.ToJsonString(Format) + "\n")
                : null;
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            // Somebody else's file, or one that is being written.
            return null;
        }
    }

    private static bool Reduce(JsonObject schema)
    {
        if (schema["definitions"] is not JsonObject definitions
            || definitions["ExecutableTarget"]?["enum"] is not JsonArray targets
            || (schema["allOf"] as JsonArray)?[0]?["properties"] is not JsonObject parameters)
        {
            return false;
        }

        var ownTargets = Members.Where(member => member.PropertyType == typeof(Target)).Select(member => member.Name).ToHashSet();
        var ownParameters = Members.Where(member => member.IsDefined(typeof(ParameterAttribute))).Select(member => member.Name).ToHashSet();
        if (!ownTargets.IsSubsetOf(targets.Select(target => target!.GetValue<string>())) || !ownParameters.IsSubsetOf(parameters.Select(parameter => parameter.Key)))
        {
            return false;
        }

        targets.Where(target => !ownTargets.Contains(target!.GetValue<string>())).ToList().ForEach(target => targets.Remove(target));
        parameters.Where(parameter => !ownParameters.Contains(parameter.Key)).ToList().ForEach(parameter => parameters.Remove(parameter.Key));
        var used = schema.ToJsonString();
        definitions.Where(definition => !IsUsed(definition.Key)).ToList().ForEach(definition => definitions.Remove(definition.Key));
        return true;

        bool IsUsed(string definition) => used.Contains($"\"#/definitions/{definition}\"", StringComparison.Ordinal);
    }
}
