using System.Text;
using System.Text.RegularExpressions;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Hosts;

namespace TelegramBotStack.Deployment.Backups;

/// <summary>
/// The bot's line in the deploy user's crontab, found again by the comment at its end. What it runs is the script that is run
/// for every copy, from the state directory; no secret is in it.
/// </summary>
internal static partial class CronTable
{
    private const int NoCronCode = 69;

    // The other lines of the table are somebody else's: one that cannot be read is not written.
    private const string Script = """
        IFS= read -r bot; IFS= read -r when; IFS= read -r directory
        command -v crontab >/dev/null 2>&1 || { [ -n "$when" ] || exit 0; exit 69; }
        old=$(crontab -l 2>&1) || case $old in
          *"no crontab"*|*"No such file"*) old= ;;
          *) echo "$old" >&2; exit 1 ;;
        esac
        new=$(printf '%s\n' "$old" | grep -v "# botstack $bot\$")
        if [ -n "$when" ]; then
          line="$when cd '$directory' && /bin/sh ./schedule.sh <schedule.conf >/dev/null 2>&1 # botstack $bot"
          new=$(printf '%s\n%s\n' "$new" "$line" | grep -v '^$')
        fi
        [ "$new" = "$old" ] && exit 0
        printf '%s\n' "$new" | crontab -
        """;

    /// <summary>Writes, changes or removes the line.</summary>
    /// <param name="host">The host.</param>
    /// <param name="order">How the copies are made.</param>
    /// <param name="when">A cron expression; null for no line.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="DeploymentException">There is no cron, or it refused.</exception>
    public static async Task ApplyAsync(IHost host, SnapshotOrder order, string? when, CancellationToken cancellationToken)
    {
        const UnixFileMode ownerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var directory = $"{order.StateDirectory}/backups";
        if (when is not null)
        {
            if (!PlainPath().IsMatch(directory))
            {
                throw BackupErrors.CronRefused(host.Name, $"a crontab cannot name the directory '{directory}'.");
            }

            await host.CreateDirectoryAsync(directory, ownerOnly | UnixFileMode.UserExecute, cancellationToken);
            await host.WriteFileAsync($"{directory}/schedule.sh", Encoding.UTF8.GetBytes(SnapshotScript.Text), ownerOnly, cancellationToken);
            await host.WriteFileAsync($"{directory}/schedule.conf", HostScripts.Lines(SnapshotScript.Input(order)), ownerOnly, cancellationToken);
        }

        var result = await host.RunAsync(new HostCommand(Script, HostScripts.Lines([order.Bot, when ?? "", directory])), cancellationToken);
        if (result.ExitCode != 0)
        {
            throw result.ExitCode == NoCronCode
                ? BackupErrors.NoCron(host.Name)
                : BackupErrors.CronRefused(host.Name, result.Error.Trim() is { Length: > 0 } said ? said : $"exit code {result.ExitCode}");
        }
    }

    [GeneratedRegex(@"\A/[A-Za-z0-9/._ -]+\z")]
    private static partial Regex PlainPath();
}
