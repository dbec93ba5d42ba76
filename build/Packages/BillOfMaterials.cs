using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using TelegramBotStack.Build.Publishing;

namespace TelegramBotStack.Build.Packages;

/// <summary>
/// Says what the packages are made of and what they bring along, for whoever has to know: CycloneDX 1.6
/// (https://cyclonedx.org/docs/1.6/json/). The same sources make the same text.
/// </summary>
internal static class BillOfMaterials
{
    private const string Product = "TelegramBotStack";

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The file's name beside the packages.</summary>
    public static string FileName(string version) => $"{Product}.{version}.cdx.json";

    /// <summary>Writes it for the packages in a directory.</summary>
    public static Task WriteAsync(string root, string version, string directory, CancellationToken cancellationToken) =>
        File.WriteAllTextAsync(Path.Combine(directory, FileName(version)), Text(version, MaterialGraph.Of(root, PackageFile.In(directory))), cancellationToken);

    /// <summary>The text, in an order that does not depend on the machine.</summary>
    public static string Text(string version, MaterialGraph graph)
    {
        var product = $"{Product}@{version}";
        var bill = new JsonObject
        {
            ["$schema"] = "http://cyclonedx.org/schema/bom-1.6.schema.json",
            ["bomFormat"] = "CycloneDX",
            ["specVersion"] = "1.6",
            ["serialNumber"] = "",
            ["version"] = 1,
            ["metadata"] = new JsonObject
            {
                ["component"] = new JsonObject { ["type"] = "framework", ["bom-ref"] = product, ["name"] = Product, ["version"] = version },
            },
            ["components"] = new JsonArray([.. graph.Materials.Select(Component)]),
            ["dependencies"] = new JsonArray([Dependency(product, graph.Own.Select(own => own.Reference)), .. graph.Materials.Select(material => Dependency(material.Reference, graph.NeededBy(material)))]),
        };
        // A name for this text and no other, which a random one would not be.
        bill["serialNumber"] = $"urn:uuid:{new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(bill.ToJsonString()))[..16])}";
        return bill.ToJsonString(Readable) + "\n";
    }

    private static JsonObject Component(Material material)
    {
        var component = new JsonObject { ["type"] = "library", ["bom-ref"] = material.Reference };
        if (material.Authors is not null)
        {
            component["authors"] = new JsonArray(new JsonObject { ["name"] = material.Authors });
        }

        component["name"] = material.Id;
        component["version"] = material.Version;
        component["hashes"] = new JsonArray(new JsonObject { ["alg"] = "SHA-512", ["content"] = material.Sha512 });
        component["licenses"] = new JsonArray(Licence(material));
        component["purl"] = material.Reference;
        return component;
    }

    // The names of the fields are American.
    private static JsonObject Licence(Material material) => material switch
    {
        { LicenceExpression: { } expression } => new JsonObject { ["expression"] = expression },
        { LicenceAddress: { } address } => new JsonObject { ["license"] = new JsonObject { ["name"] = "see url", ["url"] = address } },
        _ => new JsonObject { ["license"] = new JsonObject { ["name"] = "in the package" } },
    };

    private static JsonObject Dependency(string reference, IEnumerable<string> needed) => new()
    {
        ["ref"] = reference,
        ["dependsOn"] = new JsonArray([.. needed.Select(other => JsonValue.Create(other))]),
    };
}
