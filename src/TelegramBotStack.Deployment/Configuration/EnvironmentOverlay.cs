using System.Collections;
using YamlDotNet.RepresentationModel;

namespace TelegramBotStack.Deployment.Configuration;

/// <summary>
/// Lays environment variables over the files: <c>BOTSTACK_DEPLOY__HOST__ADDRESS</c> is <c>host.address</c>,
/// <c>BOTSTACK_DEPLOY__KEEP_RELEASES</c> is <c>keep-releases</c>.
/// </summary>
internal static class EnvironmentOverlay
{
    private const string Prefix = "BOTSTACK_DEPLOY__";

    public static void Lay(YamlMappingNode root, Dictionary<YamlNode, string> origin)
    {
        foreach (var variable in Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().OrderBy(entry => (string)entry.Key, StringComparer.Ordinal))
        {
            var name = (string)variable.Key;
            if (name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            {
                string[] path = [.. name[Prefix.Length..].Split("__").Select(key => key.ToLowerInvariant().Replace('_', '-'))];
                YamlNode node = new YamlScalarNode((string?)variable.Value);
                foreach (var key in path.Reverse())
                {
                    node = new YamlMappingNode(new YamlScalarNode(key), node);
                }

                YamlOverlay.Lay(root, (YamlMappingNode)node, name, origin);
            }
        }
    }
}
