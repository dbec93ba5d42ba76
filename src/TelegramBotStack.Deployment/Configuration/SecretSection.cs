using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace TelegramBotStack.Deployment.Configuration;

/// <summary>Reads <c>secrets</c>: for each name where the value comes from, never the value.</summary>
internal static partial class SecretSection
{
    public static Dictionary<string, SecretSource> Read(YamlSection section, string directory)
    {
        var secrets = new Dictionary<string, SecretSource>(StringComparer.Ordinal);
        foreach (var (name, node) in section.Entries)
        {
            section.Node(name);
            if (!NamePattern().IsMatch(name))
            {
                section.Report(node, "(a name)", "must be letters, digits, '_', '-' or '.'");
            }
            else if (node is not YamlMappingNode)
            {
                section.Report(node, name, "must say where the value comes from (env, file or command), not the value itself");
            }
            else if (ReadSource(section.Section(name), directory) is { } source)
            {
                secrets[name] = source;
            }
            else
            {
                section.Report(node, name, "must have exactly one of env, file and command");
            }
        }

        return secrets;
    }

    private static SecretSource? ReadSource(YamlSection source, string directory)
    {
        var variable = source.Node("env") is null ? null : source.Required("env");
        var file = source.Node("file") is null ? null : source.Required("file");
        var command = (source.Node("command") as YamlSequenceNode)?.Children.OfType<YamlScalarNode>().Select(word => word.Value ?? "").ToArray();
        return (variable, file, command) switch
        {
            ({ Length: > 0 }, null, null) => new EnvironmentSecret(variable),
            (null, { Length: > 0 }, null) => new FileSecret(HostSection.FullPath(directory, file)),
            (null, null, { Length: > 0 }) => new CommandSecret(command),
            _ => null,
        };
    }

    [GeneratedRegex(@"^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}\z")]
    private static partial Regex NamePattern();
}
