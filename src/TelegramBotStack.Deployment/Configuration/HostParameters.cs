using System.Globalization;
using TelegramBotStack.Deployment.Errors;
using YamlDotNet.RepresentationModel;

namespace TelegramBotStack.Deployment.Configuration;

/// <summary>A host that is named on the command line instead of in deploy.yaml.</summary>
public sealed record HostParameters
{
    /// <summary>Name, address, or a <c>Host</c> of OpenSSH's configuration.</summary>
    public string? Address { get; init; }

    /// <summary>Who logs in.</summary>
    public string? User { get; init; }

    /// <summary>Port of the SSH server.</summary>
    public int? Port { get; init; }

    /// <summary>The private key's file.</summary>
    public string? Key { get; init; }

    /// <summary><c>key</c>, <c>agent</c> or <c>password</c>.</summary>
    public string? Auth { get; init; }

    /// <summary>The keys of <c>host</c> in deploy.yaml that say the same, in the order in which they are written.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Keys =>
    [
        .. new KeyValuePair<string, string?>[]
        {
            new("address", Address),
            new("port", Port?.ToString(CultureInfo.InvariantCulture)),
            new("user", User),
            new("key", Key),
            new("auth", Auth),
        }.Where(key => key.Value is not null).Select(key => KeyValuePair.Create(key.Key, key.Value!)),
    ];

    /// <summary>The host, with what is not said taken from OpenSSH's configuration and the defaults.</summary>
    /// <param name="directory">Root of the repository.</param>
    /// <exception cref="DeploymentException">A value is impossible.</exception>
    public HostSettings Resolve(string directory)
    {
        var host = new YamlMappingNode(Keys.SelectMany(key => new[] { new YamlScalarNode(key.Key), new YamlScalarNode(key.Value) }));
        var problems = new List<string>();
        var section = new YamlSection(new YamlMappingNode(new YamlScalarNode("host"), host), "", _ => "command line", problems);
        var settings = HostSection.Read(section, directory);
        return problems is [] ? settings : throw ConfigurationErrors.Wrong(problems);
    }
}
