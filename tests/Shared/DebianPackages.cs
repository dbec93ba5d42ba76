using System.Diagnostics;

namespace TelegramBotStack.TestSupport;

/// <summary>Installs what a test needs beside a sandbox, one at a time: apt-get update does not wait for another one.</summary>
internal static class DebianPackages
{
    public static async Task InstallAsync(string package, CancellationToken cancellationToken)
    {
        await AptAsync(["update", "-q"], cancellationToken);
        await AptAsync(["-o", "DPkg::Lock::Timeout=120", "install", "-y", "-q", "--no-install-recommends", package], cancellationToken);
    }

    private static async Task AptAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("flock", ["--timeout", "600", "/var/lib/apt/lists", "apt-get", .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DEBIAN_FRONTEND"] = "noninteractive";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        process.ExitCode.ShouldBe(0, $"apt-get {string.Join(' ', arguments)}: {await error}");
    }
}
