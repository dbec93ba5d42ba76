using System.Globalization;
using System.Text;
using TelegramBotStack.Deployment.Releases;

namespace TelegramBotStack.Deployment.Systemd;

/// <summary>The service of an instance, as closed as a container: see systemd.exec(5) and systemd.resource-control(5).</summary>
internal static class UnitFile
{
    /// <summary>Value of the mark on a service whose bot does not keep the process contract.</summary>
    public const string StopFirst = "stop-first";

    public static string Of(string bot, Release release, string instance)
    {
        var settings = release.Container;
        var paths = new UnitPaths(bot);
        var variables = new Dictionary<string, string>
        {
            ["DOTNET_EnableDiagnostics"] = "0",

            // As in Microsoft's chiselled images: a small host has no ICU.
            ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "true",
        };
        foreach (var (name, value) in settings.Variables)
        {
            variables[name] = value;
        }

        if (settings.TimeZone is { } zone)
        {
            variables["TZ"] = zone;
        }

        variables["BOTSTACK_DATA"] = paths.Data;
        variables["BOTSTACK_SECRETS"] = paths.Secrets(release.Id);
        variables["BOTSTACK_INSTANCE"] = instance;
        variables["BOTSTACK_RELEASE"] = release.Id;
        var unit = new StringBuilder();
        unit.Append(CultureInfo.InvariantCulture, $"""
            [Unit]
            Description=Telegram bot {bot}, release {release.Id}
            After=network-online.target
            Wants=network-online.target
            StartLimitIntervalSec=0
            X-Botstack-Bot={bot}
            X-Botstack-Release={release.Id}
            X-Botstack-Instance={instance}
            X-Botstack-Token={release.TokenFingerprint}
            X-Botstack-Handover={(settings.StopFirst ? StopFirst : "standby")}

            [Service]
            Type=exec
            User={paths.User}
            WorkingDirectory={paths.App(release.Id)}
            ExecStart={paths.Program(release.Id)}
            TimeoutStopSec=15
            KillMode=mixed
            UMask=0077
            NoNewPrivileges=yes
            CapabilityBoundingSet=
            ProtectSystem=strict
            ProtectHome=yes
            PrivateTmp=yes
            PrivateDevices=yes
            ProtectKernelTunables=yes
            ProtectKernelModules=yes
            ProtectKernelLogs=yes
            ProtectControlGroups=yes
            ProtectClock=yes
            ProtectHostname=yes
            RestrictSUIDSGID=yes
            RestrictNamespaces=yes
            RestrictRealtime=yes
            LockPersonality=yes
            SystemCallArchitectures=native
            RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX AF_NETLINK
            ReadWritePaths={paths.Data}
            InaccessiblePaths=-/var/lib/botstack

            """);
        Limit(unit, "MemoryMax", settings.MemoryBytes);
        Limit(unit, "TasksMax", settings.Pids);
        if (settings.Cpus is { } cpus)
        {
            // In per cent of one processor.
            unit.Append(CultureInfo.InvariantCulture, $"CPUQuota={Math.Max(1, (int)Math.Round(cpus * 100))}%\n");
        }

        foreach (var (name, value) in variables)
        {
            unit.Append(CultureInfo.InvariantCulture, $"Environment=\"{Quoted($"{name}={value}")}\"\n");
        }

        return unit.Append("\n[Install]\nWantedBy=multi-user.target\n").ToString().ReplaceLineEndings("\n");
    }

    private static void Limit(StringBuilder unit, string name, long? value)
    {
        if (value is { } limit)
        {
            unit.Append(CultureInfo.InvariantCulture, $"{name}={limit}\n");
        }
    }

    // systemd.syntax(7): escapes of C; % begins a specifier.
    private static string Quoted(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("%", "%%", StringComparison.Ordinal)
        .Replace("\r", "\\r", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);
}
