using System.Globalization;
using System.Text.RegularExpressions;
using TelegramBotStack.Deployment.Hosts;

namespace TelegramBotStack.Deployment.Diagnosis;

/// <summary>
/// What the kernel says of containers it killed for want of memory. Docker misses some of these kills; the kernel's log has
/// them, where the user may read it.
/// </summary>
internal static partial class KernelLog
{
    // Lines begin with the seconds since the boot, as the kernel counts them.
    private const string Script = """
        IFS= read -r id
        read -r uptime idle </proc/uptime || exit 0
        printf '%s\t%s\n' "$uptime" "$(dmesg 2>/dev/null | grep -F oom-kill: | grep -F "$id" | tail -n 1)"
        """;

    /// <param name="host">The host.</param>
    /// <param name="container">Docker's id of the container.</param>
    /// <param name="now">The host's clock.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>When the container was last killed so; null when it was not, or the log may not be read.</returns>
    public static async Task<DateTimeOffset?> LastKillAsync(IHost host, string container, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var result = await host.RunAsync(new HostCommand(Script, HostScripts.Line(container)), cancellationToken);
        return Parse(result.Output, now);
    }

    internal static DateTimeOffset? Parse(string output, DateTimeOffset now) =>
        LinePattern().Match(output) is { Success: true } match
            && double.TryParse(match.Groups[1].Value, CultureInfo.InvariantCulture, out var uptime)
            && double.TryParse(match.Groups[2].Value, CultureInfo.InvariantCulture, out var killed)
                ? now - TimeSpan.FromSeconds(Math.Max(0, uptime - killed))
                : null;

    [GeneratedRegex(@"\A([0-9.]+)\t\[ *([0-9.]+)\]")]
    private static partial Regex LinePattern();
}
