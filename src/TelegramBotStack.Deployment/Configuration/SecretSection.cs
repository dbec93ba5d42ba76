using TelegramBotStack.Deployment.Secrets;
using YamlDotNet.RepresentationModel;

namespace TelegramBotStack.Deployment.Configuration;

/// <summary>Reads <c>secrets</c>: for each name where the value comes from, never the value.</summary>
internal static class SecretSection
{
    private static readonly string[] Kinds = ["env", "file", "command", "dotenv", "user-secrets"];

    public static Dictionary<string, SecretSource> Read(YamlSection section, string directory)
    {
        var secrets = new Dictionary<string, SecretSource>(StringComparer.Ordinal);
        foreach (var (name, node) in section.Entries)
        {
            section.Node(name);
            if (!SecretName.IsValid(name))
            {
                section.Report(node, "(a name)", SecretName.Rule);
            }
            else if (node is not YamlMappingNode)
            {
                section.Report(node, name, "must say where the value comes from (env, file, command, dotenv or user-secrets), not the value itself; './build.sh SecretsSet' stores one encrypted");
            }
            else if (ReadSource(section.Section(name), directory) is { } source)
            {
                secrets[name] = source;
            }
            else
            {
                section.Report(node, name, "must have exactly one of env, file, command, dotenv and user-secrets");
            }
        }

        return secrets;
    }

    private static SecretSource? ReadSource(YamlSection source, string directory)
    {
        var command = (source.Node("command") as YamlSequenceNode)?.Children.OfType<YamlScalarNode>().Select(word => word.Value ?? "").ToArray();
        SecretSource?[] found =
        [
            Text(source, "env") is { } variable ? new EnvironmentSecret(variable) : null,
            Text(source, "file") is { } file ? new FileSecret(HostSection.FullPath(directory, file)) : null,
            command is { Length: > 0 } ? new CommandSecret(command) : null,
            ReadDotEnv(source, directory),
            Text(source, "user-secrets") is { } key ? new UserSecret(key) : null,
        ];
        var named = Kinds.Count(kind => source.Node(kind) is not null);
        return named == 1 ? Array.Find(found, one => one is not null) : null;
    }

    private static DotEnvSecret? ReadDotEnv(YamlSection source, string directory)
    {
        const string usual = ".env";
        if (source.Node("dotenv") is not YamlMappingNode)
        {
            return Text(source, "dotenv") is { } variable ? new DotEnvSecret(HostSection.FullPath(directory, usual), variable) : null;
        }

        var section = source.Section("dotenv");
        var file = section.Node("file") is null ? usual : section.Required("file");
        return section.Required("key") is { Length: > 0 } key && file.Length > 0
            ? new DotEnvSecret(HostSection.FullPath(directory, file), key)
            : null;
    }

    private static string? Text(YamlSection source, string key) => source.Node(key) is YamlScalarNode ? source.Text(key) : null;
}
