using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Setup;

/// <summary>Docker Engine runs, and is started at boot. Installed is only what answers.</summary>
internal sealed class DockerServiceAction : ISetupAction
{
    private const string Look = """
        docker version --format "{{.Server.Version}}" 2>/dev/null || echo silent
        if [ -d /run/systemd/system ]; then systemctl is-enabled docker 2>/dev/null || echo disabled; else echo no-systemd; fi
        """;

    // What the start says goes to a file: a daemon may keep a pipe open for ever.
    private const string Start = """
        said=$(mktemp) || exit 1
        trap "rm -f $said" EXIT
        if [ -d /run/systemd/system ]; then systemctl enable --now docker </dev/null >"$said" 2>&1
        elif [ -x /etc/init.d/docker ]; then /etc/init.d/docker start </dev/null >"$said" 2>&1
        else echo "there is no systemd, and no other way to start it is known" >&2; exit 1
        fi && for second in 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29; do
          docker version >/dev/null 2>&1 && exit 0
          sleep 1
        done
        { cat "$said"; journalctl -u docker -n 5 --no-pager -o cat || tail -n 5 /var/log/docker.log; } >&2 2>/dev/null
        exit 1
        """;

    public string Name => "Docker's service";

    public async Task<SetupFinding> CheckAsync(SetupHost host, CancellationToken cancellationToken)
    {
        var words = (await host.AskAsync(Look, cancellationToken) ?? "silent").Split('\n');
        return (words[0], words.ElementAtOrDefault(1)) switch
        {
            ("silent", _) => SetupFinding.Missing("start it, now and at boot"),
            (_, "disabled") => SetupFinding.Missing("start it at boot too"),
            (var version, "no-systemd") => SetupFinding.Right($"{version} answers; without systemd, see that it is started at boot"),
            (var version, _) => SetupFinding.Right($"{version} answers, and is started at boot"),
        };
    }

    public async Task ApplyAsync(SetupHost host, CancellationToken cancellationToken)
    {
        var result = await host.Root.RunAsync(Start, [], TimeSpan.FromMinutes(3), cancellationToken);
        if (result.ExitCode != 0)
        {
            throw SetupErrors.DockerNotStarted(host.Host.Name, result.Error.Trim() is { Length: > 0 } reason ? reason : "it says nothing");
        }
    }

    /// <summary>The scripts, for a test of their syntax.</summary>
    internal static IEnumerable<string> Scripts => [Look, Start];
}
