using System.Globalization;
using TelegramBotStack.Deployment.Hosts;
using YamlDotNet.RepresentationModel;

namespace TelegramBotStack.Deployment.Configuration;

/// <summary>
/// Reads <c>host.jump</c>: <c>user@host:port</c> (several with commas between them), a mapping, or a list of either.
/// What they leave open comes from OpenSSH's configuration.
/// </summary>
internal sealed class JumpSection(SshConfig? config, HostSettings host, string directory)
{
    private const int MostJumps = 8;

    public IReadOnlyList<JumpSettings> Read(YamlSection section, string? fromConfig)
    {
        List<JumpSettings> jumps = [];
        if (section.Node("jump") is not { } node)
        {
            var configured = fromConfig is null ? [] : Words(fromConfig, depth: 0);
            return configured ?? [];
        }

        foreach (var (item, below) in section.Items("jump"))
        {
            if (below is not null)
            {
                jumps.Add(Mapping(below));
            }
            else if (item is YamlScalarNode { Value: { Length: > 0 } text } && Words(text, depth: 0) is { } words)
            {
                jumps.AddRange(words);
            }
            else
            {
                section.Report(item, "jump", "must be user@host:port, or have address, user and so on below it");
            }
        }

        if (jumps.Count > MostJumps)
        {
            section.Report(node, "jump", $"may name {MostJumps} hosts at most");
        }

        return jumps;
    }

    /// <summary>The hosts of a text like ProxyJump's; null when it is none.</summary>
    private List<JumpSettings>? Words(string text, int depth)
    {
        List<JumpSettings> jumps = [];
        foreach (var word in text.Split(','))
        {
            if (Parse(word.Trim()) is not var (user, address, port) || depth > MostJumps)
            {
                return null;
            }

            var configured = config?.Find(address);

            // The way to the first one may lead through others.
            if (jumps.Count == 0 && configured?.ProxyJump is { } before && Words(before, depth + 1) is { } way)
            {
                jumps.AddRange(way);
            }

            jumps.Add(Make(address, user, port, key: null, configured));
        }

        return jumps;
    }

    private JumpSettings Mapping(YamlSection section)
    {
        var address = HostSection.Word(section, "address", section.Required("address"));
        var user = section.Text("user") is { } text ? HostSection.Word(section, "user", text) : null;
        var port = section.Integer("port", 1, 65535);
        var key = section.Text("key") is { } file ? HostSection.FullPath(directory, file) : null;
        return Make(address, user, port, key, config?.Find(address));
    }

    private JumpSettings Make(string address, string? user, int? port, string? key, SshConfigHost? configured) => new(
        configured?.HostName ?? address,
        user ?? configured?.User ?? host.User,
        port ?? configured?.Port ?? 22,
        key ?? configured?.KeyFile ?? host.Key,
        configured?.KeyAlias);

    private static (string? User, string Address, int? Port)? Parse(string word)
    {
        var text = word.StartsWith("ssh://", StringComparison.Ordinal) ? word[6..] : word;
        var at = text.LastIndexOf('@');
        var (user, place) = at < 0 ? (null, text) : (text[..at], text[(at + 1)..]);
        var colon = place.StartsWith('[') ? place.IndexOf("]:", StringComparison.Ordinal) + 1 : SingleColon(place);
        int? port = null;
        if (colon > 0)
        {
            if (!int.TryParse(place[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > 65535)
            {
                return null;
            }

            (place, port) = (place[..colon], number);
        }

        place = place.Trim('[', ']');
        return place.Length == 0 || user is "" || !IsWord(place) || (user is not null && !IsWord(user)) ? null : (user, place, port);
    }

    // An IPv6 address without brackets has no port.
    private static int SingleColon(string place) => place.IndexOf(':') is var first && first == place.LastIndexOf(':') ? first : -1;

    private static bool IsWord(string text) =>
        !text.StartsWith('-') && !text.Any(character => char.IsControl(character) || char.IsWhiteSpace(character));
}
