using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Setup;

/// <summary>Installs packages of a distribution without any question: no dialogue of debconf or needrestart waits for a key.</summary>
internal static class Packages
{
    private const int Busy = 75;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(20);

    // A new server updates itself first; apt's locks are waited for, 5 minutes each. A dpkg that was interrupted
    // is finished first.
    private const string Apt = """
        exec 2>&1 </dev/null
        export DEBIAN_FRONTEND=noninteractive NEEDRESTART_MODE=l NEEDRESTART_SUSPEND=1 UCF_FORCE_CONFFOLD=1 APT_LISTCHANGES_FRONTEND=none
        keep="-o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold"
        waited=0
        until out=$(apt-get -q update 2>&1); do
          case $out in *"Could not get lock"*|*"Unable to lock"*|*"is another process using it"*) ;; *) echo "$out"; exit 100 ;; esac
          [ "$waited" -ge 300 ] && exit 75
          [ "$waited" = 0 ] && echo "Waiting for another apt to end"
          sleep 3; waited=$((waited + 3))
        done
        [ -z "$(dpkg --audit)" ] || dpkg --configure -a --force-confdef --force-confold || exit 100
        for name in $optional; do
          apt-cache show "$name" >/dev/null 2>&1 && packages="$packages $name"
        done
        apt-get -y -q $keep -o DPkg::Lock::Timeout=300 --no-install-recommends install $packages
        """;

    /// <summary>The script, for a test of its syntax.</summary>
    internal static IEnumerable<string> Scripts => [Apt];

    /// <param name="host">The host.</param>
    /// <param name="choice">Constant text that sets <c>packages</c>, and <c>optional</c> ones, which not every release has.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static Task AptAsync(SetupHost host, string choice, CancellationToken cancellationToken) =>
        RunAsync(host, choice + Apt, cancellationToken);

    public static async Task RunAsync(SetupHost host, string script, CancellationToken cancellationToken)
    {
        var (exitCode, lastLines) = await host.Root.FollowAsync(script, line => Tell(host, line), Limit, cancellationToken);
        if (exitCode != 0)
        {
            throw exitCode == Busy || lastLines.Contains("Could not get lock", StringComparison.Ordinal)
                ? SetupErrors.PackagesBusy(host.Host.Name)
                : SetupErrors.PackagesFailed(host.Host.Name, lastLines);
        }
    }

    // apt's and dnf's words for what they do with a package; the rest is noise.
    private static void Tell(SetupHost host, string line)
    {
        var text = line.Trim();
        if (text.StartsWith("Setting up ", StringComparison.Ordinal) || text.StartsWith("Installing ", StringComparison.Ordinal)
            || text.StartsWith("Need to get ", StringComparison.Ordinal) || text.StartsWith("Waiting ", StringComparison.Ordinal))
        {
            host.Note(text);
        }
    }
}
