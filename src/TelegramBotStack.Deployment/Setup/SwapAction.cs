using System.Globalization;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Setup;

/// <summary>A swap file, for servers with little memory. Swap that is there, of whatever size, is left alone.</summary>
/// <param name="megabytes">Its size in MiB.</param>
internal sealed class SwapAction(int megabytes) : ISetupAction
{
    // The first line of /proc/swaps is a heading.
    private const string Look = "tail -n +2 /proc/swaps | head -n 1";

    // Room for images must be left. On btrfs a swap file may not be copied on write; some file systems take no hole.
    private const string Make = """
        read -r size
        file=/swapfile
        [ ! -e "$file" ] || { echo "$file is there, and is not in use" >&2; exit 1; }
        free=$(df -Pm / | { read -r heading; read -r device total used free rest; echo "$free"; })
        [ "$free" -gt $((size + 1024)) ] || { echo "only $free MB are free on the disk" >&2; exit 1; }
        trap "rm -f $file" EXIT
        (umask 077; : >"$file")
        chattr +C "$file" 2>/dev/null
        fallocate -l "${size}M" "$file" 2>/dev/null && mkswap "$file" >/dev/null 2>&1 && swapon "$file" 2>/dev/null \
          || { dd if=/dev/zero of="$file" bs=1M count="$size" status=none && mkswap "$file" >/dev/null && swapon "$file"; } || exit 1
        trap - EXIT
        grep -q "^$file " /etc/fstab || echo "$file none swap sw 0 0" >>/etc/fstab
        """;

    public string Name => "Swap";

    public async Task<SetupFinding> CheckAsync(SetupHost host, CancellationToken cancellationToken) =>
        await host.AskAsync(Look, cancellationToken) is { Length: > 0 } used
            ? SetupFinding.Right($"{used.Split(' ', '\t')[0]} is in use")
            : SetupFinding.Missing($"make /swapfile of {megabytes} MB");

    public async Task ApplyAsync(SetupHost host, CancellationToken cancellationToken)
    {
        var size = megabytes.ToString(CultureInfo.InvariantCulture);
        var result = await host.Root.RunAsync(Make, [size], TimeSpan.FromMinutes(10), cancellationToken);
        if (result.ExitCode != 0)
        {
            throw SetupErrors.SwapFailed(host.Host.Name, result.Error.Trim());
        }
    }

    /// <summary>The scripts, for a test of their syntax.</summary>
    internal static IEnumerable<string> Scripts => [Look, Make];
}
