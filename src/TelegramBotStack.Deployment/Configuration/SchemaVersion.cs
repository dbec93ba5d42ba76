using System.Globalization;
using TelegramBotStack.Deployment.Errors;
using YamlDotNet.RepresentationModel;

namespace TelegramBotStack.Deployment.Configuration;

/// <summary>
/// The key <c>schema</c>: which version of deploy.yaml's keys the file is written in. A file without it is of version 1.
/// </summary>
internal static class SchemaVersion
{
    /// <summary>The version that this reader knows.</summary>
    public const int Current = 1;

    private const string Key = "schema";

    /// <summary>Looks at the version before anything else: the keys of another one would be reported one by one.</summary>
    /// <exception cref="DeploymentException">The file is of a newer version.</exception>
    public static void Check(YamlMappingNode root)
    {
        if (root.Children.TryGetValue(new YamlScalarNode(Key), out var value)
            && value is YamlScalarNode { Value: { } text }
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            && version > Current)
        {
            throw SchemaErrors.SchemaNewer(version, Current);
        }
    }

    public static void Read(YamlSection root) => root.Integer(Key, 1, Current);
}
