using TelegramBotStack.Deployment.Errors;
using YamlDotNet.RepresentationModel;

namespace TelegramBotStack.Deployment.Configuration;

/// <summary>Lays one YAML mapping over another: mappings are merged, anything else is replaced.</summary>
internal static class YamlOverlay
{
    /// <param name="under">Receives what is laid over it.</param>
    /// <param name="over">What is laid over it.</param>
    /// <param name="file">Name of the file it comes from.</param>
    /// <param name="origin">Receives for each node the file it comes from.</param>
    /// <param name="whole">Whether mappings below are replaced as a whole: a secret has one source, not two merged.</param>
    public static void Lay(YamlMappingNode under, YamlMappingNode over, string file, Dictionary<YamlNode, string> origin, bool whole = false)
    {
        origin[over] = file;
        origin.TryAdd(under, file);
        foreach (var (key, value) in over.Children)
        {
            if (key is not YamlScalarNode)
            {
                throw ConfigurationErrors.Wrong([$"{file}:{key.Start.Line}: a key must be a text."]);
            }

            origin[key] = origin[value] = file;
            if (value is YamlMappingNode mapping)
            {
                if (whole || !under.Children.TryGetValue(key, out var there) || there is not YamlMappingNode target)
                {
                    // With its own key, which tells the line; a mapping that is laid over another has none.
                    target = [];
                    under.Children.Remove(key);
                    under.Children[key] = target;
                }

                Lay(target, mapping, file, origin, whole: !whole && key is YamlScalarNode { Value: "secrets" });
            }
            else
            {
                under.Children[key] = value;
            }
        }
    }
}
