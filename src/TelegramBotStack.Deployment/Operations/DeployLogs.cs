using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Runtimes;

namespace TelegramBotStack.Deployment.Operations;

/// <summary>Shows what the bot prints.</summary>
public static class DeployLogs
{
    /// <summary>Reads the log of the container that answers, and with <paramref name="follow"/> goes on until cancelled.</summary>
    /// <param name="settings">Which bot on which host.</param>
    /// <param name="follow">Whether to go on with what is printed from now on.</param>
    /// <param name="since">How far back to begin; null for the last 200 lines.</param>
    /// <param name="request">How to connect.</param>
    /// <param name="onLine">Called with each line.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task RunAsync(
        DeploySettings settings, bool follow, TimeSpan? since, OperationRequest request, Action<string> onLine, CancellationToken cancellationToken)
    {
        await using var session = await DeploymentSession.OpenAsync(settings, request.Prompts, changes: false, cancellationToken);
        var containers = await session.Runtime.ListAsync(cancellationToken);
        var container = containers.OrderByDescending(found => found.Answers)
            .ThenByDescending(found => found.Release, StringComparer.Ordinal)
            .FirstOrDefault() ?? throw DeployErrors.NotDeployed(session.Bot, session.Host.Name);
        var range = new LogRange(since is null ? 200 : null, DateTimeOffset.UtcNow - since, follow);
        await session.Runtime.ReadLogAsync(container, range, onLine, cancellationToken);
    }
}
