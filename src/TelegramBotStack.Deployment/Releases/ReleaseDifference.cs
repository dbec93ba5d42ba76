using System.Globalization;

namespace TelegramBotStack.Deployment.Releases;

/// <summary>
/// Says in which settings a release would differ from the one that answers. Whether its program differs shows only when it
/// has been built, and whether its secrets differ only when they have been read.
/// </summary>
internal static class ReleaseDifference
{
    /// <param name="active">The release that answers.</param>
    /// <param name="wanted">How the next one would be run.</param>
    /// <param name="commit">The commit it would be built from, if known.</param>
    /// <returns>A line for each difference, such as <c>resources.memory: 256 MB → 512 MB</c>.</returns>
    public static IReadOnlyList<string> Between(Release active, ContainerSettings wanted, string? commit)
    {
        var now = active.Container;
        (string What, string? Old, string? New)[] settings =
        [
            ("commit", active.Commit, commit),
            ("network", Network(now), Network(wanted)),
            ("ports", Ports(now), Ports(wanted)),
            ("resources.memory", Megabytes(now.MemoryBytes), Megabytes(wanted.MemoryBytes)),
            ("resources.cpus", Number(now.Cpus), Number(wanted.Cpus)),
            ("resources.pids", Number(now.Pids), Number(wanted.Pids)),
            ("time-zone", now.TimeZone, wanted.TimeZone),
            ("handover", Handover(now), Handover(wanted)),
            .. now.Variables.Keys.Union(wanted.Variables.Keys).Order(StringComparer.Ordinal)
                .Select(name => ($"environment.{name}", now.Variables.GetValueOrDefault(name), wanted.Variables.GetValueOrDefault(name))),
        ];
        return [.. settings.Where(setting => setting.Old != setting.New).Select(setting => $"{setting.What}: {setting.Old ?? "none"} → {setting.New ?? "none"}")];
    }

    private static string Network(ContainerSettings settings) => settings.HostNetwork ? "host" : "bridge";

    private static string Handover(ContainerSettings settings) => settings.StopFirst ? "stop-first" : "standby";

    private static string? Ports(ContainerSettings settings) => settings.Ports.Count == 0
        ? null
        : string.Join(", ", settings.Ports.Select(port => $"{port.Address}{(port.Address.Length > 0 ? ":" : "")}{port.OnHost}:{port.Inside}"));

    private static string? Megabytes(long? bytes) => bytes is { } number ? $"{number >> 20} MB" : null;

    private static string? Number<T>(T? number)
        where T : struct, IFormattable => number?.ToString(null, CultureInfo.InvariantCulture);
}
