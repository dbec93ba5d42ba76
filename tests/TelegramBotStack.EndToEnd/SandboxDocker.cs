using System.Diagnostics;
using TelegramBotStack.Deployment.Sandbox;

namespace TelegramBotStack.EndToEnd;

/// <summary>The sandbox' own Docker Engine, to plant faults there that a person could.</summary>
internal sealed class SandboxDocker(SandboxHost host)
{
    public async Task<string> Run(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("docker", ["-H", $"unix://{host.DockerSocket}", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0, $"docker {string.Join(' ', arguments)}: {await errors}");
        return output.Trim();
    }

    /// <summary>Id of the one container of a bot.</summary>
    public Task<string> ContainerOf(BotRepository repository) => Run("ps", "-aq", "--no-trunc", "--filter", $"label=botstack.bot={repository.Name}");

    /// <summary>Ends a container's process as the kernel would, without a word to Docker.</summary>
    public async Task KillProcessOf(BotRepository repository)
    {
        var id = await Run("inspect", "--format", "{{.State.Pid}}", await ContainerOf(repository));
        using var process = Process.GetProcessById(int.Parse(id, System.Globalization.CultureInfo.InvariantCulture));
        process.Kill();
    }
}
