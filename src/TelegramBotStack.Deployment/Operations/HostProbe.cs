using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Docker;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Hosts;

namespace TelegramBotStack.Deployment.Operations;

/// <summary>Tries a host: whether it lets one in, and whether Docker answers there. Nothing is changed.</summary>
public static class HostProbe
{
    /// <summary>Logs in and asks Docker for its version.</summary>
    /// <param name="host">The host.</param>
    /// <param name="keysOnly">Whether a password must not be used, even if there is one.</param>
    /// <param name="prompts">How questions are answered.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What was found; null when no key opens the host and <paramref name="keysOnly"/> is set.</returns>
    /// <exception cref="DeploymentException">The host cannot be reached or does not let one in.</exception>
    public static async Task<HostProbeReport?> RunAsync(
        HostSettings host, bool keysOnly, SshPrompts prompts, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await OpenAsync(host, keysOnly, prompts, cancellationToken);
            return await AskDockerAsync(connection, cancellationToken);
        }
        catch (DeploymentException error) when (keysOnly && error.Code is HostErrors.LoginRefusedCode or HostErrors.NothingToLogInWithCode)
        {
            return null;
        }
    }

    private static async Task<IHost> OpenAsync(HostSettings host, bool keysOnly, SshPrompts prompts, CancellationToken cancellationToken) =>
        keysOnly && !host.IsLocal
            ? await SshHost.ConnectAsync(
                HostConnection.Settings(host) with { PasswordVariable = null }, prompts with { Password = null }, cancellationToken)
            : await HostConnection.OpenAsync(host, prompts, cancellationToken);

    private static async Task<HostProbeReport> AskDockerAsync(IHost connection, CancellationToken cancellationToken)
    {
        try
        {
            using var docker = DockerConnection.Open(connection);
            var version = await DockerConnection.CallAsync(connection, () => docker.System.GetVersionAsync(cancellationToken));
            return new HostProbeReport(connection.Name, version.Version, DockerProblem: null);
        }
        catch (DeploymentException error) when (!connection.ConnectionLost.IsCancellationRequested)
        {
            return new HostProbeReport(connection.Name, DockerVersion: null, error.Message);
        }
    }
}

/// <summary>What was found on a host that lets one in.</summary>
/// <param name="Host">The host.</param>
/// <param name="DockerVersion">Version of its Docker Engine; null when none answers.</param>
/// <param name="DockerProblem">Why none answers.</param>
public sealed record HostProbeReport(string Host, string? DockerVersion, string? DockerProblem);
