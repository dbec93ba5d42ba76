using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Locking;
using TelegramBotStack.Deployment.Operations;

namespace TelegramBotStack.Deployment.Diagnosis.Checks;

/// <summary>Whether the bot answers; if not, why.</summary>
internal sealed class HealthCheck : IFix
{
    public CheckCategory Category => CheckCategory.Bot;

    public string Name => "health";

    public IReadOnlyList<Type> After => [typeof(StateCheck)];

    public async Task<CheckOutcome> RunAsync(DoctorContext context, CancellationToken cancellationToken)
    {
        var session = context.Session;
        context.Instances = await BotInspection.LookAsync(
            session.Host, session.Runtime, session.UsesDocker ? session.Docker : null, context.State, cancellationToken);
        var active = context.State.Active;
        if (context.Instances.Count == 0)
        {
            return active is null
                ? CheckOutcome.LeftOut("not deployed yet")
                : throw DeployErrors.NotDeployed(session.Bot, session.Host.Name);
        }

        // What is wrong with a candidate is the matter of the deployment under way.
        var kept = context.Instances.OrderByDescending(instance => instance.Instance.Release == active)
            .ThenByDescending(instance => instance.IsAnswering)
            .First();
        var updates = kept.Instance.Status?.Updates;
        return new CheckOutcome($"release {kept.Instance.Release} answers, {updates?.Handled ?? 0} updates handled", kept.Findings);
    }

    public async Task<string?> FixAsync(DoctorContext context, CancellationToken cancellationToken)
    {
        InspectedInstance[] open =
            [.. context.Instances.Where(instance => instance.Findings.Any(finding => finding.Code == BotFindings.NotKeptRunningCode))];
        if (open.Length == 0)
        {
            return null;
        }

        var session = context.Session;
        await using var held = await HostLock.AcquireAsync(
            session.Host, session.Store.LockFile, new LockHolder(DeploymentSession.Me, $"Doctor {session.Bot}"), TimeSpan.Zero, null, cancellationToken);
        foreach (var found in open)
        {
            await session.Runtime.KeepRunningAsync(found.Instance, cancellationToken);
        }

        return "Docker starts the bot again from now on";
    }
}
