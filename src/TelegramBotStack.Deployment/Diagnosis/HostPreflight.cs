using TelegramBotStack.Deployment.Docker;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Hosts;
using TelegramBotStack.Deployment.Steps;
using TelegramBotStack.Deployment.Systemd;
using TelegramBotStack.Deployment.Verification;

namespace TelegramBotStack.Deployment.Diagnosis;

/// <summary>
/// The checks of Doctor that a deployment makes before it changes anything: room, memory, clock, version of Docker; and
/// whether the host knows the bot's time zone. A
/// problem refuses it with the same code; a warning is a note.
/// </summary>
internal static class HostPreflight
{
    /// <exception cref="DeploymentException">The host has a problem.</exception>
    public static async Task CheckAsync(DeploymentRun run, TimeProvider time, CancellationToken cancellationToken)
    {
        var session = run.Session;
        await ZonesOnHost.CheckAsync(session.Host, session.Settings.TimeZone, cancellationToken);
        var engine = session.UsesDocker
            ? await DockerConnection.CallAsync(session.Host, () => session.Docker.System.GetSystemInfoAsync(cancellationToken))
            : null;
        var room = engine?.DockerRootDir ?? UnitPaths.Parent;
        var facts = await HostFacts.ReadAsync(session.Host, session.Store.Directory, room, time, cancellationToken);
        Finding[] findings =
        [
            .. engine is null ? [] : HostHealth.Docker(engine.ServerVersion),
            .. HostHealth.Processor(facts),
            .. HostHealth.Disk(facts, session.Store.Directory, room),
            .. HostHealth.Memory(facts, session.Settings.Resources.MemoryBytes),
            .. HostHealth.Clock(facts, await AheadOfTelegramAsync(run, facts, time, cancellationToken)),
        ];
        if (findings.FirstOrDefault(finding => finding.IsProblem) is { } problem)
        {
            throw new DeploymentException(problem.Code, problem.Cause, problem.Mend);
        }

        foreach (var finding in findings)
        {
            run.Log.Note($"{finding.Code} {finding.Cause}");
        }
    }

    // Only two clocks that differ need a third one to tell which is wrong.
    private static async Task<TimeSpan?> AheadOfTelegramAsync(
        DeploymentRun run, HostFacts facts, TimeProvider time, CancellationToken cancellationToken) =>
        facts.ClockAhead != TimeSpan.Zero && run.Secrets.TryGetValue("BOT_TOKEN", out var token)
            ? (await TelegramAnswer.AskAsync(token, run.Session.Settings.Variables, time, cancellationToken)).ClockAhead
            : null;
}
