using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Releases;

namespace TelegramBotStack.Deployment.Operations;

/// <summary>Tells which releases the host has, and what was done when by whom.</summary>
public static class DeployHistory
{
    /// <summary>Reads the releases and the audit trail.</summary>
    public static async Task<HistoryReport> RunAsync(
        DeploySettings settings, OperationRequest request, CancellationToken cancellationToken)
    {
        await using var session = await DeploymentSession.OpenAsync(settings, request.Prompts, changes: false, cancellationToken);
        var audit = session.Store.ReadAuditAsync(cancellationToken);
        var state = await session.Store.ReadAsync(cancellationToken);
        return new HistoryReport(session.Bot, session.Host.Name, state.Active, [.. state.Releases.Select(ReleaseSummary.Of)], await audit);
    }
}

/// <summary>What was done with a bot on a host.</summary>
/// <param name="Bot">The bot.</param>
/// <param name="Host">The host.</param>
/// <param name="Active">Id of the release that answers.</param>
/// <param name="Releases">The releases that can be rolled back to, oldest first.</param>
/// <param name="Audit">What was done when by whom, oldest first.</param>
public sealed record HistoryReport(
    string Bot, string Host, string? Active, IReadOnlyList<ReleaseSummary> Releases, IReadOnlyList<AuditEntry> Audit);
