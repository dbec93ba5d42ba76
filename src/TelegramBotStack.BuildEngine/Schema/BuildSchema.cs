using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Nuke.Common.Execution;
using Nuke.Common.Hosts;
using Nuke.Common.IO;
using Nuke.Common.Parameters;
using Nuke.Common.Sessions;
using Nuke.Common.Tooling;

namespace Nuke.Common.Schema;

/// <summary>
/// <c>.nuke/build.schema.json</c> in NUKE's shape: completion and editors read targets and parameters from it. Written by
/// local runs, and only when it changed.
/// </summary>
internal static class BuildSchema
{
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Update(NukeBuild build, IReadOnlyList<ExecutableTarget> targets)
    {
        if (((INukeBuild)build).IsServerBuild || BuildProject.Find(build.Session.BuildAssemblyFile) is null)
            return;

        var directory = build.Session.NukeDirectory;
        Directory.CreateDirectory(directory.ToString());
        WriteWhenDifferent(directory / "build.schema.json", Create(targets, build.Parameters.All).ToJsonString(Format) + "\n");
        var parameters = directory / "parameters.json";
        if (!File.Exists(parameters.ToString()))
            File.WriteAllText(parameters.ToString(), "{\n  \"$schema\": \"./build.schema.json\"\n}\n");
    }

    internal static JsonObject Create(IReadOnlyList<ExecutableTarget> targets, IReadOnlyList<ParameterMember> parameters)
    {
        var definitions = new JsonObject();
        foreach (var type in parameters.Select(ElementType).Where(type => type.IsEnum).Distinct())
            definitions[type.Name] = Enumerated(Enum.GetNames(type), describe: true);
        definitions["Host"] = Enumerated(HostDetection.Names);
        definitions["ExecutableTarget"] = Enumerated(targets.Select(target => target.Name).Order(StringComparer.Ordinal));
        definitions["Verbosity"] = Enumerated(Enum.GetNames<Verbosity>(), describe: true);
        definitions["NukeBuild"] = new JsonObject { ["properties"] = EngineProperties() };

        var own = new JsonObject();
        foreach (var parameter in parameters)
            own[parameter.Name] = Property(parameter);
        return new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-04/schema#",
            ["definitions"] = definitions,
            ["allOf"] = new JsonArray(new JsonObject { ["properties"] = own }, Reference("NukeBuild")),
        };
    }

    private static JsonObject Property(ParameterMember parameter)
    {
        var property = Typed(parameter.Type);
        if (parameter.Description is { } description)
            property["description"] = description.TrimEnd('.');
        // nuke :secrets knows secrets by this text.
        if (parameter.IsSecret)
            property["default"] = "Secrets must be entered via 'nuke :secrets [profile]'";
        return property;
    }

    private static JsonObject Typed(Type type)
    {
        var value = Nullable.GetUnderlyingType(type) ?? type;
        if (value.IsArray)
            return new JsonObject { ["type"] = "array", ["items"] = Typed(value.GetElementType()!) };
        if (value.IsEnum)
            return Reference(value.Name);
        if (value.IsAssignableTo(typeof(Enumeration)))
            return Enumerated(Enumeration.Values(value).Select(item => item.ToString()));
        return Type.GetTypeCode(value) switch
        {
            TypeCode.Boolean => new JsonObject { ["type"] = "boolean" },
            TypeCode.Int32 => new JsonObject { ["type"] = "integer", ["format"] = "int32" },
            TypeCode.Int64 => new JsonObject { ["type"] = "integer", ["format"] = "int64" },
            TypeCode.Double or TypeCode.Single or TypeCode.Decimal => new JsonObject { ["type"] = "number" },
            TypeCode.Object when value != typeof(AbsolutePath) && !value.IsValueType => new JsonObject { ["type"] = "object" },
            _ => new JsonObject { ["type"] = "string" },
        };
    }

    private static JsonObject EngineProperties()
    {
        var properties = new JsonObject();
        foreach (var parameter in EngineParameters.All.Where(parameter => parameter.Name is not ("ShellCompletion" or "GenerateConfiguration")))
        {
            var property = parameter.Name switch
            {
                "Host" or "Verbosity" => Reference(parameter.Name),
                "Skip" or "Target" => new JsonObject { ["type"] = "array", ["items"] = Reference("ExecutableTarget") },
                "Profile" => new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "string" } },
                "Root" or "Partition" => new JsonObject { ["type"] = "string" },
                _ => new JsonObject { ["type"] = "boolean" },
            };
            property["description"] = parameter.Description;
            properties[parameter.Name] = property;
        }

        return properties;
    }

    private static Type ElementType(ParameterMember parameter)
    {
        var type = parameter.Type.IsArray ? parameter.Type.GetElementType()! : parameter.Type;
        return Nullable.GetUnderlyingType(type) ?? type;
    }

    private static JsonObject Enumerated(IEnumerable<string> names, bool describe = false)
    {
        var schema = new JsonObject { ["type"] = "string" };
        if (describe)
            schema["description"] = "";
        schema["enum"] = new JsonArray([.. names.Select(name => JsonValue.Create(name))]);
        return schema;
    }

    private static JsonObject Reference(string definition) => new() { ["$ref"] = $"#/definitions/{definition}" };

    private static void WriteWhenDifferent(AbsolutePath file, string content)
    {
        if (!File.Exists(file.ToString()) || File.ReadAllText(file.ToString()) != content)
            File.WriteAllText(file.ToString(), content);
    }
}
