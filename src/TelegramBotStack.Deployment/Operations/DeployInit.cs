using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Docker;

namespace TelegramBotStack.Deployment.Operations;

/// <summary>Looks whether a host can take the bot: pins its key, finds Docker, makes the directory for its releases.</summary>
public static class DeployInit
{
    /// <summary>Checks the host.</summary>
    /// <exception cref="Errors.DeploymentException">Something is missing; the mend says what to do.</exception>
    public static async Task<InitReport> RunAsync(
        DeploySettings settings, OperationRequest request, CancellationToken cancellationToken)
    {
        await using var session = await DeploymentSession.OpenAsync(settings, request.Prompts, changes: true, cancellationToken);
        if (!session.UsesDocker)
        {
            return new InitReport(session.Bot, session.Host.Name, "", await session.Runtime.ReadArchitectureAsync(cancellationToken), session.Store.Directory);
        }

        var version = await DockerConnection.CallAsync(
            session.Host, () => session.Docker.System.GetVersionAsync(cancellationToken));
        return new InitReport(session.Bot, session.Host.Name, version.Version, version.Arch, session.Store.Directory);
    }
}

/// <summary>What was found on a host.</summary>
/// <param name="Bot">The bot.</param>
/// <param name="Host">The host.</param>
/// <param name="DockerVersion">Version of its Docker Engine; empty with <c>method: systemd</c>.</param>
/// <param name="Architecture">Its processor, such as <c>amd64</c>.</param>
/// <param name="StateDirectory">Where the bot's releases are remembered.</param>
public sealed record InitReport(string Bot, string Host, string DockerVersion, string Architecture, string StateDirectory);
