using TelegramBotStack.Deployment.Hosts;

namespace TelegramBotStack.Deployment.Docker;

/// <summary>
/// A shell on the host that outlives the deployer's connection and brings the old container back if the deployer dies
/// while none of the two is sure to run.
/// </summary>
internal static class DockerGuard
{
    // It waits for the lock, which the kernel takes from a deployer that dies, and holds it while it works: the next
    // deployer waits for it. The candidate's restart policy tells whether it was kept.
    private const string Script = """
        IFS= read -r socket; IFS= read -r old; IFS= read -r new; IFS= read -r lock; IFS= read -r guard
        for tool in docker flock timeout; do command -v "$tool" >/dev/null 2>&1 || exit 69; done
        if [ -n "$socket" ]; then DOCKER_HOST=unix://$socket; export DOCKER_HOST
        elif [ -z "$DOCKER_HOST" ]; then
          rootless=/run/user/$(id -u)/docker.sock
          if [ ! -S /var/run/docker.sock ] && [ -S "$rootless" ]; then DOCKER_HOST=unix://$rootless; export DOCKER_HOST; fi
        fi
        umask 077
        : >"$guard" || exit 73
        (
          trap '' HUP INT TERM
          exec 9>>"$lock"
          timeout 7200 flock 9 || exit
          [ -f "$guard" ] || exit
          rm -f "$guard"
          policy=$(docker inspect -f '{{.HostConfig.RestartPolicy.Name}}' "$new" 9>&-) || exit
          [ "$policy" = no ] || exit
          docker inspect "$old" >/dev/null 2>&1 9>&- || exit
          docker stop -t 15 "$new" 9>&-
          docker start "$old" 9>&-
          docker update --restart unless-stopped "$old" 9>&-
        ) </dev/null >/dev/null 2>&1 &
        """;

    /// <returns>Whether the host has what it takes.</returns>
    public static async Task<bool> StartAsync(
        IHost host, string? socket, string old, string candidate, string lockFile, string guardFile, CancellationToken cancellationToken)
    {
        var input = HostScripts.Lines([socket ?? "", old, candidate, lockFile, guardFile]);
        return (await host.RunAsync(new HostCommand(Script, input), cancellationToken)).ExitCode == 0;
    }
}
