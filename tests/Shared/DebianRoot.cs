using System.Diagnostics;
using System.Text.RegularExpressions;

namespace TelegramBotStack.TestSupport;

/// <summary>
/// A root file system of the Debian that this machine runs, made by debootstrap from where this machine's packages come
/// from, with its apt configured the same way. Made once and kept. On a build server debootstrap is installed; elsewhere a
/// test that needs it is skipped where it is missing.
/// </summary>
internal static partial class DebianRoot
{
    private static readonly string Cache = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "telegram-bot-stack", "debian-roots");

    private static readonly SemaphoreSlim OneAtATime = new(1, 1);

    /// <returns>The directory with the file system. Whoever uses it must not write to it.</returns>
    public static async Task<string> MakeAsync(string name, string packages, CancellationToken cancellationToken)
    {
        await OneAtATime.WaitAsync(cancellationToken);
        try
        {
            var root = Path.Combine(Cache, name);
            if (!Directory.Exists(root))
            {
                await NeedDebootstrapAsync(cancellationToken);
                var unfinished = $"{root}.{Guid.NewGuid().ToString("N")[..6]}";
                Directory.CreateDirectory(unfinished);
                await RunAsync(
                    "debootstrap",
                    ["--variant=minbase", $"--include={packages}", await SuiteAsync(cancellationToken), unfinished, await MirrorAsync(cancellationToken)],
                    cancellationToken);
                await RunAsync(
                    "sh",
                    ["-c", """cd "$1/etc" && rm -rf apt/sources.list apt/sources.list.d && cp -a /etc/apt/sources.list* /etc/apt/apt.conf.d apt/ && cp /etc/resolv.conf .""", "sh", unfinished],
                    cancellationToken);
                Directory.Move(unfinished, root);
            }

            return root;
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    private static async Task NeedDebootstrapAsync(CancellationToken cancellationToken)
    {
        if (File.Exists("/usr/sbin/debootstrap"))
        {
            return;
        }

        if (!BuildServer.RunsEverything)
        {
            Assert.Skip("debootstrap is not installed, which makes a Debian to try this on.");
        }

        await DebianPackages.InstallAsync("debootstrap", cancellationToken);
    }

    private static async Task<string> SuiteAsync(CancellationToken cancellationToken) =>
        Codename().Match(await File.ReadAllTextAsync("/etc/os-release", cancellationToken)).Groups[1].Value;

    private static async Task<string> MirrorAsync(CancellationToken cancellationToken)
    {
        string[] files =
        [
            .. Directory.EnumerateFiles("/etc/apt", "*.sources", SearchOption.AllDirectories),
            .. Directory.EnumerateFiles("/etc/apt", "sources.list", SearchOption.AllDirectories),
        ];
        foreach (var file in files)
        {
            if (Mirror().Match(await File.ReadAllTextAsync(file, cancellationToken)) is { Success: true } found)
            {
                return found.Value;
            }
        }

        throw new InvalidOperationException("No source of Debian's packages is configured on this machine.");
    }

    private static async Task RunAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        process.ExitCode.ShouldBe(0, $"{program} {string.Join(' ', arguments)}: {await error}\n{output}");
    }

    [GeneratedRegex(@"https?://\S+/debian(?=\s|$)", RegexOptions.Multiline)]
    private static partial Regex Mirror();

    [GeneratedRegex(@"VERSION_CODENAME=(\w+)")]
    private static partial Regex Codename();
}
