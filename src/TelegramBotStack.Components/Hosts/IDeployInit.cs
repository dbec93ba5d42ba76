using TelegramBotStack.Components.Output;
using TelegramBotStack.Components.Parameters;

namespace TelegramBotStack.Components.Hosts;

/// <summary>Begins with a host: writes deploy.yaml, or checks the one that is there.</summary>
public interface IDeployInit : IHazHost, IHazBotName
{
    /// <summary>The bot's project file. Default: the only project that makes a program.</summary>
    [Parameter("The bot's project file; default the only project that makes a program")]
    string? BotProject => TryGetValue(() => BotProject);

    /// <summary>
    /// Writes deploy.yaml for the host that is named or asked for, after it was tried; without one, checks the host that
    /// deploy.yaml names, pins its key and makes the directory for releases.
    /// </summary>
    Target DeployInit => _ => _
        .Description("Write deploy.yaml for a host, or check the host it names; pin its key, prepare it")
        .Executes(() => TargetRun.RunAsync(this, Json, (screen, cancellationToken) => new DeployInitRun(this, screen).RunAsync(cancellationToken)));
}
