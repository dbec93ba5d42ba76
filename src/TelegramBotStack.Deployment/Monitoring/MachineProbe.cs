using System.Globalization;
using System.Text;
using TelegramBotStack.Deployment.Hosts;

namespace TelegramBotStack.Deployment.Monitoring;

/// <summary>Reads load, memory and disk of a host with one constant script.</summary>
internal static class MachineProbe
{
    // proc(5): /proc/loadavg, /proc/meminfo. POSIX: df -Pk. The directory comes as data; another user may not look into it.
    private const string Script = """
        read -r dir
        while [ -n "$dir" ] && ! df -Pk "$dir" >/dev/null 2>&1; do dir=${dir%/*}; done
        cut -d' ' -f1 /proc/loadavg
        grep -c '^processor' /proc/cpuinfo
        sed -n 's/^MemTotal: *\([0-9]*\).*/\1/p; s/^MemAvailable: *\([0-9]*\).*/\1/p' /proc/meminfo
        df -Pk "${dir:-/}" | tail -n 1 | awk '{ print $2; print $4 }'
        """;

    /// <param name="host">The host.</param>
    /// <param name="directory">A directory on the disk that is asked for.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null when the host is of another kind.</returns>
    public static async Task<MachineSample?> ReadAsync(IHost host, string directory, CancellationToken cancellationToken)
    {
        var result = await host.RunAsync(new HostCommand(Script, Encoding.UTF8.GetBytes(directory + "\n")), cancellationToken);
        return Parse(result.Output);
    }

    internal static MachineSample? Parse(string output)
    {
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (lines.Length != 6 || !double.TryParse(lines[0], CultureInfo.InvariantCulture, out var load))
        {
            return null;
        }

        long?[] numbers =
            [.. lines[1..].Select(line => long.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < long.MaxValue >> 10 ? number : (long?)null)];
        return numbers is [{ } processors, { } memory, { } free, { } disk, { } left]
            ? new MachineSample(load, (int)Math.Min(processors, int.MaxValue), free << 10, memory << 10, left << 10, disk << 10)
            : null;
    }
}
