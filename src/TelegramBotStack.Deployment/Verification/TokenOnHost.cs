using Docker.DotNet.Models;
using TelegramBotStack.Deployment.Docker;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Steps;
using TelegramBotStack.Deployment.Systemd;

namespace TelegramBotStack.Deployment.Verification;

/// <summary>
/// Finds another container on the host that has the bot's token: one of this stack by the fingerprint on its label, any
/// other by its environment (Docker API: GET /containers/json, GET /containers/{id}/json).
/// </summary>
internal static class TokenOnHost
{
    /// <exception cref="DeploymentException">There is one.</exception>
    public static async Task CheckAsync(DeploymentRun run, CancellationToken cancellationToken)
    {
        if (!run.Secrets.TryGetValue("BOT_TOKEN", out var token))
        {
            return;
        }

        var session = run.Session;
        var fingerprint = ReleaseMaker.TokenFingerprint(run.Secrets);
        if (session.Runtime is SystemdRuntime units)
        {
            if (await units.FindTokenAsync(fingerprint, cancellationToken) is { } stranger)
            {
                throw DeployErrors.SameToken(session.Bot, session.Host.Name, $"The bot '{stranger}'");
            }

            return;
        }

        var running = await DockerConnection.CallAsync(
            session.Host, () => session.Docker.Containers.ListContainersAsync(new ContainersListParameters(), cancellationToken));
        var strangers = new List<ContainerListResponse>();
        foreach (var container in running)
        {
            if (container.Labels is null || !container.Labels.TryGetValue(Labels.Bot, out var bot))
            {
                strangers.Add(container);
            }
            else if (bot != session.Bot && container.Labels.TryGetValue(Labels.TokenFingerprint, out var other) && other == fingerprint)
            {
                throw DeployErrors.SameToken(session.Bot, session.Host.Name, $"The bot '{bot}'");
            }
        }

        await Task.WhenAll(strangers.Select(container => CheckAsync(run, container, token, cancellationToken)));
    }

    private static async Task CheckAsync(DeploymentRun run, ContainerListResponse container, string token, CancellationToken cancellationToken)
    {
        ContainerInspectResponse found;
        try
        {
            found = await run.Session.Docker.Containers.InspectContainerAsync(container.ID, cancellationToken);
        }
        catch (global::Docker.DotNet.DockerContainerNotFoundException)
        {
            return; // It ended in between.
        }

        var said = (found.Config?.Env ?? []).Concat(found.Config?.Cmd ?? []).Concat(found.Args ?? []);
        if (said.Any(text => text.Contains(token, StringComparison.Ordinal)))
        {
            throw DeployErrors.SameToken(run.Session.Bot, run.Session.Host.Name, $"The container '{found.Name?.TrimStart('/')}'");
        }
    }
}
