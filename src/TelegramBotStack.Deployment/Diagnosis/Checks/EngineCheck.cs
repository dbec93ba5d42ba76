using TelegramBotStack.Deployment.Docker;
using TelegramBotStack.Deployment.Operations;

namespace TelegramBotStack.Deployment.Diagnosis.Checks;

/// <summary>Whether Docker Engine is there, runs, lets the user in, and is new enough.</summary>
internal sealed class EngineCheck : ICheck
{
    public CheckCategory Category => CheckCategory.Host;

    public string Name => "Docker";

    public IReadOnlyList<Type> After => [typeof(ConnectionCheck)];

    public async Task<CheckOutcome> RunAsync(DoctorContext context, CancellationToken cancellationToken)
    {
        var session = await DeploymentSession.OpenAsync(context.Settings, context.Host, changes: false, cancellationToken);
        context.Session = session;
        if (!session.UsesDocker)
        {
            return new CheckOutcome("not needed: systemd runs the bot");
        }

        context.Engine = await DockerConnection.CallAsync(session.Host, () => session.Docker.System.GetSystemInfoAsync(cancellationToken));
        return new CheckOutcome(
            $"Docker Engine {context.Engine.ServerVersion} on {context.Engine.OperatingSystem}", [.. HostHealth.Docker(context.Engine.ServerVersion)]);
    }
}
