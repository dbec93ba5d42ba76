using TelegramBotStack.Deployment.Errors;
using YamlDotNet.RepresentationModel;

namespace TelegramBotStack.Deployment.Configuration;

/// <summary>Reads the host out of a deploy.yaml that is not written yet.</summary>
public static class HostText
{
    /// <summary>Reads <c>host</c>; what else is in the texts is not looked at.</summary>
    /// <param name="directory">Root of the repository.</param>
    /// <param name="files">Names and texts of the files, each laid over those before it.</param>
    /// <exception cref="DeploymentException">A text is wrong; all problems are in the message.</exception>
    public static HostSettings Read(string directory, params IEnumerable<(string File, string Text)> files)
    {
        var root = new YamlMappingNode();
        var origin = new Dictionary<YamlNode, string>(ReferenceEqualityComparer.Instance);
        foreach (var (file, text) in files)
        {
            YamlOverlay.Lay(root, YamlFile.Parse(file, text), file, origin);
        }

        EnvironmentOverlay.Lay(root, origin);
        var problems = new List<string>();
        var section = new YamlSection(
            root, "", node => node is null || !origin.TryGetValue(node, out var file) ? "deploy.yaml" : $"{file}:{node.Start.Line}", problems);
        var host = HostSection.Read(section, Path.GetFullPath(directory));
        return problems is [] ? host : throw ConfigurationErrors.Wrong(problems);
    }
}
