using TelegramBotStack.Deployment.Errors;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace TelegramBotStack.Deployment.Configuration;

/// <summary>Reads a YAML file of keys and values.</summary>
internal static class YamlFile
{
    /// <exception cref="DeploymentException">It is not YAML, or not of keys and values.</exception>
    public static YamlMappingNode Parse(string file, string text)
    {
        try
        {
            YamlShape.Check(file, text);
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents is [] ? []
                : stream.Documents[0].RootNode as YamlMappingNode ?? throw ConfigurationErrors.Wrong([$"{file}:1: must be keys and values."]);
        }
        catch (YamlException error)
        {
            throw ConfigurationErrors.Wrong([$"{file}:{error.Start.Line}: is not YAML: {error.Message}"]);
        }
        catch (Exception error) when (error is ArgumentException or FormatException or InvalidOperationException or OverflowException)
        {
            // The parser leaks what its own parts throw, such as for a tag that is no URI.
            throw ConfigurationErrors.Wrong([$"{file}: is not YAML: {error.Message}"]);
        }
    }
}
