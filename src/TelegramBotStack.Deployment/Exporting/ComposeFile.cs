using System.Globalization;
using Docker.DotNet.Models;
using TelegramBotStack.Deployment.Docker;
using TelegramBotStack.Deployment.Releases;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace TelegramBotStack.Deployment.Exporting;

/// <summary>
/// A release as a file for Compose v2 (https://github.com/compose-spec/compose-spec/blob/main/spec.md). It is made from
/// what Docker is told for the release's container, so that both run the same; secrets are named, never held.
/// </summary>
internal static class ComposeFile
{
    /// <summary>Name of the instance, by which its status file is found.</summary>
    public const string Instance = "compose";

    private const string Service = "bot";

    private const string Data = "data";

    public static string Of(string bot, Release release, IEnumerable<string> secrets)
    {
        var container = ContainerParameters.Of(bot, release, Instance, Names.DataVolume(bot));
        string[] names = [.. secrets.Order(StringComparer.Ordinal)];
        var root = new YamlMappingNode
        {
            { "name", Text(bot) },
            { "services", new YamlMappingNode { { Service, ServiceOf(container, names) } } },
            { "volumes", new YamlMappingNode { { Data, new YamlMappingNode() } } },
        };
        if (names.Length > 0)
        {
            root.Add("secrets", Mapping(names, name => name, name => new YamlMappingNode { { "file", Text($"./secrets/{name}") } }));
        }

        using var writer = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        new YamlStream(new YamlDocument(root)).Save(writer, assignAnchors: false);
        var text = writer.ToString().ReplaceLineEndings("\n");
        return text.EndsWith("...\n", StringComparison.Ordinal) ? text[..^4] : text;
    }

    private static YamlMappingNode ServiceOf(CreateContainerParameters container, string[] secrets)
    {
        var host = container.HostConfig!;
        var service = new YamlMappingNode
        {
            { "image", Text(container.Image!) },
            { "pull_policy", "never" },
            { "user", Text(container.User!) },
            { "restart", "unless-stopped" },
            { "read_only", host.ReadonlyRootfs ? "true" : "false" },
            { "cap_drop", List(host.CapDrop!) },
            { "security_opt", List(host.SecurityOpt!.Select(option => $"{option}:true")) },
            { "tmpfs", List(host.Tmpfs!.Select(mount => $"{mount.Key}:{mount.Value}")) },
            { "stop_grace_period", "15s" },
            {
                "logging", new YamlMappingNode
                {
                    { "driver", host.LogConfig!.Type! },
                    { "options", Mapping(host.LogConfig.Config!, option => option.Key, option => Text(option.Value)) },
                }
            },
            { "environment", Mapping(container.Env!.Select(variable => variable.Split('=', 2)), variable => variable[0], variable => Text(variable[1])) },
            { "volumes", List([$"{Data}:/data", .. host.Mounts!.Where(mount => mount.Type == "bind").Select(mount => $"{mount.Source}:{mount.Target}:ro")]) },
        };
        AddLimits(service, host);
        AddNetwork(service, host);
        if (secrets.Length > 0)
        {
            service.Add("secrets", List(secrets));
        }

        return service;
    }

    private static void AddLimits(YamlMappingNode service, HostConfig host)
    {
        if (host.Memory > 0)
        {
            service.Add("mem_limit", Number(host.Memory));
        }

        if (host.NanoCPUs > 0)
        {
            service.Add("cpus", Number(host.NanoCPUs / 1_000_000_000.0));
        }

        if (host.PidsLimit is { } pids)
        {
            service.Add("pids_limit", Number(pids));
        }
    }

    private static void AddNetwork(YamlMappingNode service, HostConfig host)
    {
        if (host.NetworkMode == "host")
        {
            service.Add("network_mode", "host");
            return;
        }

        string[] ports =
        [
            .. (host.PortBindings ?? new Dictionary<string, IList<PortBinding>>()).SelectMany(inside => inside.Value.Select(port =>
                $"{Address(port.HostIP)}{port.HostPort}:{inside.Key}")),
        ];
        if (ports.Length > 0)
        {
            service.Add("ports", List(ports));
        }
    }

    private static string Address(string? address) => address switch
    {
        null or "" => "",
        _ when address.Contains(':', StringComparison.Ordinal) => $"[{address}]:",
        _ => $"{address}:",
    };

    private static YamlMappingNode Mapping<T>(IEnumerable<T> entries, Func<T, string> key, Func<T, YamlNode> value) =>
        new(entries.Select(entry => KeyValuePair.Create<YamlNode, YamlNode>(new YamlScalarNode(key(entry)), value(entry))));

    private static YamlSequenceNode List(IEnumerable<string> entries) => new(entries.Select(Text));

    private static YamlScalarNode Number(double number) => new(number.ToString(CultureInfo.InvariantCulture));

    // Quoted, or "yes" and "1.0" would change their type; Compose puts variables of the shell in the place of $NAME.
    private static YamlScalarNode Text(string text) =>
        new(text.Replace("$", "$$", StringComparison.Ordinal)) { Style = ScalarStyle.DoubleQuoted };
}
