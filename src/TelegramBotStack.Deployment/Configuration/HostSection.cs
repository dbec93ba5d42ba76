using TelegramBotStack.Deployment.Hosts;
using YamlDotNet.RepresentationModel;

namespace TelegramBotStack.Deployment.Configuration;

/// <summary>
/// Reads <c>host</c>: the word <c>local</c>, or how to reach a server. What it leaves open comes from OpenSSH's
/// configuration, as if <c>ssh</c> connected.
/// </summary>
internal static class HostSection
{
    public static HostSettings Read(YamlSection root, string directory)
    {
        switch (root.Node("host"))
        {
            case null:
                root.Report(null, "host", "is missing");
                return new HostSettings();
            case YamlScalarNode { Value: "local" }:
                return new HostSettings { IsLocal = true };
            case YamlScalarNode other:
                root.Report(other, "host", "must be 'local', or have address, user and so on below it");
                return new HostSettings();
        }

        var host = root.Section("host");
        var address = Word(host, "address", host.Required("address"));
        var config = Config(host, directory);
        var configured = config?.Find(address);
        var key = host.Text("key") is { } file ? FullPath(directory, file) : configured?.KeyFile;
        var settings = new HostSettings
        {
            Alias = address,
            Address = configured?.HostName ?? address,
            Port = host.Integer("port", 1, 65535) ?? configured?.Port ?? 22,
            User = Word(host, "user", host.Text("user") ?? configured?.User ?? "root"),
            Key = key,
            KeyAlias = configured?.KeyAlias,
            Auth = host.Value<HostAuthentication>("auth", "key, agent or password", text => text switch
            {
                "key" => HostAuthentication.Key,
                "agent" => HostAuthentication.Agent,
                "password" => HostAuthentication.Password,
                _ => null,
            }) ?? (key is null ? HostAuthentication.Agent : HostAuthentication.Key),
            DockerSocket = Absolute(host, "docker-socket"),
            StateDirectory = Absolute(host, "state-directory"),
            KnownHosts = Path.Combine(directory, KnownHostsName),
            Notes = configured?.Notes ?? [],
        };
        return settings with { Jumps = new JumpSection(config, settings, directory).Read(host, configured?.ProxyJump) };
    }

    /// <summary>The file with the pinned host keys, beside deploy.yaml.</summary>
    public const string KnownHostsName = "deploy.known_hosts";

    public static string FullPath(string directory, string path) => Path.GetFullPath(Path.Combine(
        directory,
        path.StartsWith("~/", StringComparison.Ordinal)
            ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), path[2..])
            : path));

    public static string Word(YamlSection host, string key, string text)
    {
        if (text.StartsWith('-') || text.Any(character => char.IsControl(character) || char.IsWhiteSpace(character)))
        {
            host.Report(host.Node(key), key, "must be one word that does not begin with a hyphen");
        }

        return text;
    }

    private static SshConfig? Config(YamlSection host, string directory) => host.Text("ssh-config") switch
    {
        null or "true" => SshConfig.OfUser(),
        "false" => null,
        var file => new SshConfig(FullPath(directory, file)),
    };

    private static string? Absolute(YamlSection host, string key)
    {
        var path = host.Text(key);
        if (path is not null && (!path.StartsWith('/') || path.Any(char.IsControl)))
        {
            host.Report(host.Node(key), key, "must be an absolute path on the host");
        }

        return path;
    }
}
