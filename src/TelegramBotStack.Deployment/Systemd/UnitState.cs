using System.Globalization;
using TelegramBotStack.Deployment.Runtimes;

namespace TelegramBotStack.Deployment.Systemd;

/// <summary>Reads what <c>systemctl show</c> says of a service; see org.freedesktop.systemd1(5).</summary>
internal static class UnitState
{
    private const int Signalled = 128;

    /// <param name="states">Its ActiveState and SubState.</param>
    public static bool IsRunning(IReadOnlyList<string> states) =>
        states is ["active" or "reloading" or "deactivating", ..] or ["activating", not "auto-restart", ..];

    public static ProcessState Parse(string output)
    {
        var properties = output.Split('\n').Select(line => line.Split('=', 2)).Where(pair => pair.Length == 2)
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        var status = Number("ExecMainStatus");
        // CLD_EXITED is 1, CLD_KILLED 2 and CLD_DUMPED 3; see sigaction(2).
        var code = Number("ExecMainCode") is 2 or 3 ? Signalled + status : status;
        return new ProcessState(
            IsRunning([properties.GetValueOrDefault("ActiveState", ""), properties.GetValueOrDefault("SubState", "")]),
            code, Number("NRestarts"), properties.GetValueOrDefault("Result") == "oom-kill")
        {
            IsRestarting = properties.GetValueOrDefault("SubState") == "auto-restart",
            RestartPolicy = properties.GetValueOrDefault("Restart"),
        };

        long Number(string name) =>
            long.TryParse(properties.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }
}
