using System.Globalization;
using System.Net;
using YamlDotNet.RepresentationModel;

namespace TelegramBotStack.Deployment.Configuration;

/// <summary>Reads <c>ports</c>: a list of <c>8080</c>, <c>8080:80</c> or <c>127.0.0.1:8080:80</c>, as Docker writes them.</summary>
internal static class PortSection
{
    private const string Expected = "must be a list of ports, such as 8080, 8080:80 or 127.0.0.1:8080:80";

    public static IReadOnlyList<PublishedPort> Read(YamlSection root)
    {
        var node = root.Node("ports");
        if (node is null)
        {
            return [];
        }

        if (node is not YamlSequenceNode list)
        {
            root.Report(node, "ports", Expected);
            return [];
        }

        var ports = new List<PublishedPort>();
        foreach (var entry in list.Children)
        {
            if (Parse((entry as YamlScalarNode)?.Value ?? "") is not { } port)
            {
                root.Report(entry, "ports", Expected);
            }
            else if (ports.Any(other => other.OnHost == port.OnHost))
            {
                root.Report(entry, "ports", $"has port {port.OnHost} twice");
            }
            else
            {
                ports.Add(port);
            }
        }

        return ports;
    }

    internal static PublishedPort? Parse(string text)
    {
        var address = "";
        var rest = text;
        if (text.Count(character => character == ':') >= 2)
        {
            var end = text.LastIndexOf(':', text.LastIndexOf(':') - 1);
            address = text[..end].Trim('[', ']');
            rest = text[(end + 1)..];
            if (!IPAddress.TryParse(address, out _))
            {
                return null;
            }
        }

        int?[] numbers = [.. rest.Split(':').Select(Number)];
        return numbers switch
        {
            [{ } one] => new PublishedPort(address, one, one),
            [{ } onHost, { } inside] => new PublishedPort(address, onHost, inside),
            _ => null,
        };
    }

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65535 ? port : null;
}
