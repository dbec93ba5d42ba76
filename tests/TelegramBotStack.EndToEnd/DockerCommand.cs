using System.Diagnostics;
using TelegramBotStack.Deployment.Sandbox;

namespace TelegramBotStack.EndToEnd;

/// <summary>Docker's own client on a sandbox's engine: what a person on the host would type.</summary>
internal static class DockerCommand
{
    /// <returns>What it printed, on both outputs.</returns>
    public static async Task<string> Run(SandboxHost host, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("docker", ["-H", $"unix://{host.DockerSocket}", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0, $"docker {string.Join(' ', arguments)}: {await error}");
        return $"{output}{await error}".Trim();
    }
}
