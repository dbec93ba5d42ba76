using System.Globalization;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Hosts;
using TelegramBotStack.Deployment.Steps;

namespace TelegramBotStack.Deployment.Verification;

/// <summary>
/// Finds a program on the host, outside of containers, that was started with the bot's token as an argument or in its
/// environment: a service or a forgotten terminal. Sees what the login may see; root sees all.
/// </summary>
internal static class TokenInProcesses
{
    // The token is data on standard input: an argument of grep would show it to everybody on the host. Shells and what
    // terminals run in only hand a variable on. /proc/PID/cgroup names a systemd unit, and tells containers apart.
    private const string Script = """
        read -r token
        for file in $(printf '%s\n' "$token" | grep -lsF -f - /proc/[0-9]*/environ /proc/[0-9]*/cmdline 2>/dev/null); do
            dir=${file%/*}
            name=$(cat "$dir/comm" 2>/dev/null) || continue
            case $name in sh|ash|dash|bash|zsh|fish|env|su|sudo|login|sshd*|tmux*|screen|systemd) continue ;; esac
            cgroup=$(cat "$dir/cgroup" 2>/dev/null)
            case $cgroup in *docker*|*containerd*|*kubepods*|*libpod*) continue ;; esac
            parents=
            pid=${dir#/proc/}
            while [ "${pid:-0}" -gt 1 ]; do
                parents="$parents $pid"
                pid=$(sed -n 's/^PPid:[[:space:]]*//p' "/proc/$pid/status" 2>/dev/null)
            done
            unit=$(printf '%s\n' "$cgroup" | sed -n 's/.*\/\([^/]*\.service\)$/\1/p' | head -n 1)
            printf '%s\t%s\t%s\n' "$name" "$unit" "$parents"
        done
        cat /proc/sys/kernel/random/boot_id 2>/dev/null
        """;

    /// <exception cref="DeploymentException">There is one.</exception>
    public static async Task CheckAsync(DeploymentRun run, CancellationToken cancellationToken)
    {
        if (!run.Secrets.TryGetValue("BOT_TOKEN", out var token))
        {
            return;
        }

        var result = await run.Session.Host.RunAsync(new HostCommand(Script, HostScripts.Line(token)), cancellationToken);
        if (Find(result.Output, await ReadBootAsync(cancellationToken), Environment.ProcessId) is { } found)
        {
            throw DeployErrors.SameToken(run.Session.Bot, run.Session.Host.Name, found);
        }
    }

    /// <param name="output">What the script printed: a line for each program, and last the boot it saw.</param>
    /// <param name="boot">The boot of this machine; null when it has none.</param>
    /// <param name="deployer">Process of the deployer.</param>
    /// <returns>What a message calls the program; null when there is none.</returns>
    internal static string? Find(string output, string? boot, int deployer)
    {
        string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var isThisMachine = lines is [.., var last] && last == boot;
        var own = deployer.ToString(CultureInfo.InvariantCulture);
        return lines
            .Select(line => line.Split('\t'))
            .Where(fields => fields.Length == 3)
            .Select(fields => (Name: fields[0], Unit: fields[1], Chain: fields[2].Split(' ', StringSplitOptions.RemoveEmptyEntries)))
            // Where the deployer runs, whatever was started from its terminal has the variable; a service there has it for itself.
            .Where(program => !isThisMachine || (program.Unit.Length > 0 && !program.Chain.Contains(own)))
            .Select(program => program.Unit.Length > 0
                ? $"The service '{program.Unit}' ({program.Name})"
                : $"The program '{program.Name}' (process {program.Chain.FirstOrDefault()})")
            .FirstOrDefault();
    }

    private static async Task<string?> ReadBootAsync(CancellationToken cancellationToken)
    {
        const string file = "/proc/sys/kernel/random/boot_id";
        return File.Exists(file) ? (await File.ReadAllTextAsync(file, cancellationToken)).Trim() : null;
    }
}
