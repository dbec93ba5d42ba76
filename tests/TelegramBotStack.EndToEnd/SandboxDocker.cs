using System.Diagnostics;
using TelegramBotStack.Deployment.Sandbox;

namespace TelegramBotStack.EndToEnd;

/// <summary>The sandbox' own Docker Engine, to plant faults there that a person could.</summary>
internal sealed class SandboxDocker(SandboxHost host)
{
    public Task<string> Run(params string[] arguments) => DockerCommand.Run(host, arguments);

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
