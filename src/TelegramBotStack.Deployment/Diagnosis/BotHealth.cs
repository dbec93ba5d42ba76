using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Runtimes;
using TelegramBotStack.Deployment.Status;

namespace TelegramBotStack.Deployment.Diagnosis;

/// <summary>
/// Says what is wrong with an instance, the root of it first. Looks at nothing itself. What is over is no finding: an old
/// 409, an error before the last good poll, a restart of yesterday.
/// </summary>
internal static class BotHealth
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan HeartbeatLimit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan PollLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StandbyLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Recent = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan RestartIsNews = TimeSpan.FromHours(24);

    // Docker waits longer before each start, up to a minute, and begins anew for a process that has run for 10 s.
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(10);
    private const int LoopingRestarts = 3;
    private const long LeastDataBytes = 1L << 20;

    public static IReadOnlyList<Finding> Judge(BotFacts facts)
    {
        var process = facts.Process;
        if (!process.IsRunning && !process.IsRestarting)
        {
            return [Down(facts)];
        }

        if (process.IsRestarting || (process.Restarts >= LoopingRestarts && facts.Since < Settled))
        {
            return [Looping(facts)];
        }

        return
        [
            .. facts.IsStatusCurrent ? Running(facts, facts.Status!) : Silent(facts),
            .. Recovered(facts),
            .. Handlers(facts),
            .. Upkeep(facts),
        ];
    }

    /// <summary>Whether users are answered: also a bot that shares its updates with another, or whose disk is full, does.</summary>
    public static bool Answers(BotFacts facts, IReadOnlyList<Finding> findings) =>
        (facts is { IsStatusCurrent: true, Status.IsInPlace: true } || facts is { KeepsContract: false, Process.IsRunning: true })
        && findings.All(finding => !finding.IsProblem
            || finding.Code is DeployErrors.ForeignConsumerCode or BotFindings.DataDiskFullCode or BotFindings.NotKeptRunningCode);

    /// <summary>Telegram answers 409 for a webhook as well: "can't use getUpdates method while webhook is active".</summary>
    public static bool IsWebhook(InstanceError error) =>
        error.Code == "conflict" && error.Message.Contains("webhook", StringComparison.OrdinalIgnoreCase);

    private static Finding Down(BotFacts facts) => EndReason.Of(facts) switch
    {
        { Kind: EndKind.TokenRefused } reason => BotFindings.TokenRefused(reason.Text),
        { Kind: EndKind.BadConfiguration } reason => BotFindings.BadConfiguration(reason.Text),
        { Kind: EndKind.OutOfMemory } reason => BotFindings.OutOfMemory($"{reason.Text}, and it is not started again", facts.Process.MemoryLimitBytes, isProblem: true),
        var reason => BotFindings.Ended(reason.Text),
    };

    private static Finding Looping(BotFacts facts) => EndReason.Of(facts) switch
    {
        { Kind: EndKind.TokenRefused } reason => BotFindings.TokenRefused(reason.Text),
        { Kind: EndKind.BadConfiguration } reason => BotFindings.BadConfiguration(reason.Text),
        { Kind: EndKind.OutOfMemory } reason => BotFindings.OutOfMemory($"{reason.Text}, again and again", facts.Process.MemoryLimitBytes, isProblem: true),
        { Kind: EndKind.Hung } reason => BotFindings.Hung($"again and again ({facts.Process.Restarts} restarts): {reason.Text.TrimEnd('.')}"),
        var reason => BotFindings.CrashLoop(reason.Text, facts.Process.Restarts),
    };

    private static IEnumerable<Finding> Silent(BotFacts facts)
    {
        if (facts.Process.Health == ProcessHealth.Unhealthy)
        {
            yield return BotFindings.Hung("its own health check fails");
        }
        else if (facts.KeepsContract && facts.Since > StartLimit)
        {
            yield return BotFindings.Silent(facts.Since);
        }
    }

    private static IEnumerable<Finding> Running(BotFacts facts, InstanceStatus status)
    {
        var now = facts.Now;
        var error = status.LastError is { } last && now - last.At < Recent ? last : null;
        if (status.DataFreeBytes < LeastDataBytes)
        {
            yield return BotFindings.DataDiskFull(status.DataFreeBytes);
        }

        if (now - status.HeartbeatAt is var beat && beat > HeartbeatLimit)
        {
            yield return BotFindings.Hung($"its heart last beat {BotFindings.Age(beat)} ago");
            yield break;
        }

        var finding = status.State switch
        {
            InstanceState.Starting when facts.Since > StartLimit && error?.Code == "telegram-unreachable" =>
                BotFindings.TelegramUnreachable(facts.Since, error.Message),
            InstanceState.Starting when facts.Since > StartLimit => BotFindings.Hung($"it has been starting for {BotFindings.Age(facts.Since)}"),
            InstanceState.Standby or InstanceState.Parked when !facts.OtherIsActive && !status.IsInPlace && facts.Since > StandbyLimit =>
                BotFindings.NobodyActive(status.State.ToString().ToLowerInvariant(), facts.Since),
            InstanceState.Active => Active(facts, status, error),
            _ => null,
        };
        if (finding is not null)
        {
            yield return finding;
        }
    }

    private static Finding? Active(BotFacts facts, InstanceStatus status, InstanceError? error)
    {
        var polled = Latest(status.LastPollAt, status.ActiveSince) ?? status.StartedAt;
        var silence = facts.Now - polled;
        return error?.Code switch
        {
            "conflict" when IsWebhook(error) => WebhookSet(error),

            // Two that fight get polls answered in between.
            "conflict" => BotFindings.Conflict(facts.Now - error.At, status.Conflicts),
            "poll-failed" when silence > PollLimit => BotFindings.TelegramUnreachable(silence, error.Message),
            "poll-failed" when error.At > polled => BotFindings.PollsFail(error.Message),
            _ when silence > PollLimit => BotFindings.Hung($"Telegram last answered a poll {BotFindings.Age(silence)} ago"),
            _ => null,
        };
    }

    private static IEnumerable<Finding> Recovered(BotFacts facts)
    {
        if (facts.Process.Restarts == 0 || facts.Since > RestartIsNews)
        {
            yield break;
        }

        var isUp = !facts.KeepsContract || facts is { IsStatusCurrent: true, Status.State: InstanceState.Active or InstanceState.Standby or InstanceState.Parked };
        yield return EndReason.Of(facts) switch
        {
            { Kind: EndKind.TokenRefused or EndKind.BadConfiguration } when !isUp => Looping(facts),
            var reason when !isUp => BotFindings.StartingAgain(reason.Text, facts.Process.Restarts, facts.Since),
            { Kind: EndKind.OutOfMemory } reason => BotFindings.Recovered(
                BotFindings.OutOfMemory(reason.Text, facts.Process.MemoryLimitBytes, isProblem: false), facts.Since),
            { Kind: EndKind.Hung } reason => BotFindings.Recovered(BotFindings.Hung(reason.Text.TrimEnd('.')), facts.Since),
            var reason => BotFindings.Restarted(reason.Text, facts.Process.Restarts, facts.Since),
        };
    }

    private static IEnumerable<Finding> Handlers(BotFacts facts)
    {
        // One in twenty: a single bad update of last week is no news.
        if (facts is { IsStatusCurrent: true, Status.Updates: { } updates } && updates.Failed * 20 > updates.Failed + updates.Handled)
        {
            yield return BotFindings.HandlersFail(updates.Failed, updates.Handled);
        }

        if (facts is { IsStatusCurrent: true, Status.Updates.Poisoned: > 0 and var poisoned })
        {
            yield return BotFindings.Poisoned(poisoned);
        }
    }

    private static IEnumerable<Finding> Upkeep(BotFacts facts)
    {
        if (facts is { IsKept: true, Process.RestartPolicy: { } policy and not ("unless-stopped" or "always") })
        {
            yield return BotFindings.NotKeptRunning(policy);
        }

        if (facts.Process.UnlimitedLog is { } driver)
        {
            yield return BotFindings.LogUnlimited(driver);
        }
    }

    private static Finding WebhookSet(InstanceError said)
    {
        var error = DeployErrors.WebhookSet("an address that only Telegram tells");
        return new Finding(error.Code, $"A webhook is set, so that the bot gets no updates by polling: {said.Message}", error.Mend);
    }

    private static DateTimeOffset? Latest(DateTimeOffset? one, DateTimeOffset? other) => one is null || other > one ? other : one;
}
