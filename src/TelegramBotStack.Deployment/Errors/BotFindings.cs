using TelegramBotStack.Deployment.Diagnosis;

namespace TelegramBotStack.Deployment.Errors;

/// <summary>What can be wrong with a bot that was deployed: <c>TBS9001</c> to <c>TBS9019</c>, and <c>TBS9030</c>.</summary>
internal static class BotFindings
{
    public const string HungCode = "TBS9001";
    public const string CrashLoopCode = "TBS9002";
    public const string OutOfMemoryCode = "TBS9003";
    public const string RestartedCode = "TBS9005";
    public const string EndedCode = "TBS9006";
    public const string DataDiskFullCode = "TBS9007";
    public const string TelegramUnreachableCode = "TBS9008";
    public const string NobodyActiveCode = "TBS9009";
    public const string SilentCode = "TBS9010";
    public const string BadConfigurationCode = "TBS9011";
    public const string UpdatesWaitCode = "TBS9012";
    public const string HandlersFailCode = "TBS9013";
    public const string OtherReleaseCode = "TBS9014";
    public const string NotKeptRunningCode = "TBS9015";
    public const string LogUnlimitedCode = "TBS9016";
    public const string LeftoversCode = "TBS9017";
    public const string NotWatchedCode = "TBS9018";
    public const string PoisonedCode = "TBS9019";
    public const string BackupOverdueCode = "TBS9030";

    private const string Logs = "./build.sh DeployLogs";

    public static Finding Hung(string how) => new(
        HungCode, $"The bot hangs: {how}.",
        $"Its watchdog ends it, and it is started again. To do so now: ./build.sh DeployRestart. What it waited for: {Logs}");

    public static Finding CrashLoop(string why, long restarts) => new(
        CrashLoopCode, $"The bot crashes again and again ({Times(restarts)}): {why}",
        $"Read the last lines of {Logs} and mend the bot, or take the release back: ./build.sh Rollback");

    public static Finding OutOfMemory(string what, long? limitBytes, bool isProblem) => new(
        OutOfMemoryCode, $"The bot needs more memory than it may have{Limit(limitBytes)}: {what}.",
        "Raise resources.memory in deploy.yaml and deploy, or find out what the bot keeps.", isProblem);

    public static Finding Conflict(TimeSpan ago, long conflicts) => new(
        DeployErrors.ForeignConsumerCode, $"Another program polls with the bot's token (409, {Times(conflicts)}, last {Age(ago)} ago). Each gets a part of the updates.",
        "End the other one: a developer's machine, an old server, a second deployment. Or give it a token of its own from @BotFather.");

    public static Finding Restarted(string why, long restarts, TimeSpan ago) => new(
        RestartedCode, $"The bot was started again {Age(ago)} ago ({Times(restarts)} in all): {why}",
        $"It answers again. What happened is in {Logs}", IsProblem: false);

    public static Finding StartingAgain(string why, long restarts, TimeSpan ago) => new(
        RestartedCode, $"The bot was started again {Age(ago)} ago ({Times(restarts)} in all) and is not ready yet: {why}",
        "Look again in a minute: ./build.sh DeployStatus", IsProblem: false);

    public static Finding Recovered(Finding cause, TimeSpan ago) => cause with
    {
        Cause = $"{cause.Cause.TrimEnd('.')}; it was started again {Age(ago)} ago.", IsProblem = false,
    };

    public static Finding Ended(string why) => new(
        EndedCode, $"The bot has ended and is not started again: {why}",
        $"Read the last lines of {Logs}, then ./build.sh DeployUp");

    public static Finding DataDiskFull(long? freeBytes) => new(
        DataDiskFullCode, $"The disk with the bot's data is full{(freeBytes is { } free ? $" ({Bytes(free)} free)" : "")}: the bot keeps updates in memory only.",
        "Free space on the host ('df -h', 'docker system df'). The bot goes on by itself; no update is lost meanwhile.");

    public static Finding TelegramUnreachable(TimeSpan since, string? error) => new(
        TelegramUnreachableCode, $"The bot cannot reach Telegram from the host for {Age(since)}{(error is null ? "." : $": {error}")}",
        "Look at the host's network, DNS and firewall: 'curl -sI https://api.telegram.org' on the host must answer.");

    public static Finding PollsFail(string error) => new(
        TelegramUnreachableCode, $"The bot's last poll failed: {error}", "It tries again by itself. Look again in a minute.", IsProblem: false);

    public static Finding NobodyActive(string state, TimeSpan since) => new(
        NobodyActiveCode, $"No instance polls: the bot has been '{state}' for {Age(since)}.",
        "./build.sh DeployRestart starts it afresh.");

    public static Finding Silent(TimeSpan since) => new(
        SilentCode, $"The bot has run for {Age(since)} and has said nothing of itself.",
        $"It hangs at its start, or cannot write its data directory. {Logs} shows how far it came.");

    public static Finding TokenRefused(string why) => new(
        DeployErrors.TokenRefusedCode, why, "Ask @BotFather for the bot's token, put it where deploy.yaml takes BOT_TOKEN from, then ./build.sh SecretsPush");

    public static Finding BadConfiguration(string why) => new(
        BadConfigurationCode, $"The bot's configuration is wrong (exit code 78): {why}",
        "Mend the setting or the secret it names and deploy again.");

    public static Finding UpdatesWait(long pending) => new(
        UpdatesWaitCode, $"{pending} updates wait at Telegram and do not become fewer.",
        $"Handlers are slow, or hang: {Logs}", IsProblem: false);

    public static Finding HandlersFail(long failed, long handled) => new(
        HandlersFailCode, $"{failed} of {failed + handled} updates ended in an error of the bot's own.",
        $"Their exceptions are in {Logs}", IsProblem: false);

    public static Finding Poisoned(long updates) => new(
        PoisonedCode, $"{updates} of its updates ended the bot's process each time, and are not handled any more.",
        $"They are files in .botstack/inbox/poison of its data; what happened is in {Logs}", IsProblem: false);

    public static Finding OtherRelease(string deployed, string here) => new(
        OtherReleaseCode, $"The release that runs was built from commit {deployed}; here is {here}.",
        "./build.sh DeployUp brings what is here to the host.", IsProblem: false);

    public static Finding NotKeptRunning(string policy) => new(
        NotKeptRunningCode, $"Docker does not start the bot again after a crash or a reboot (restart policy '{policy}').",
        "./build.sh Doctor --fix sets it.");

    public static Finding LogUnlimited(string driver) => new(
        LogUnlimitedCode, $"The bot's log has no limit (log driver '{driver}') and can fill the disk.",
        "./build.sh DeployRestart makes the container anew, with a limit.", IsProblem: false);

    public static Finding Leftovers(string what) => new(
        LeftoversCode, $"An earlier deployment left something behind: {what}.", "The next ./build.sh DeployUp clears it.", IsProblem: false);

    public static Finding NotWatched() => new(
        NotWatchedCode, "deploy.yaml asks for alerts, and no watcher runs: nobody is told when the bot goes bad.",
        "./build.sh DeployUp starts it again.", IsProblem: false);

    public static Finding NotScheduled() => new(
        BackupOverdueCode, "backup.schedule in deploy.yaml is not in effect on the host: no backup is made by itself.",
        "./build.sh Backup or the next ./build.sh DeployUp writes it there.", IsProblem: false);

    public static Finding BackupOverdue(TimeSpan? age, TimeSpan pause) => new(
        BackupOverdueCode,
        $"The host should make a backup every {Age(pause)}, and {(age is { } old ? $"the newest is {Age(old)} old" : "has made none")}.",
        "./build.sh DeployHistory shows how the last ones ended; ./build.sh Backup makes one and says what is wrong. Does cron run on the host?",
        IsProblem: false);

    /// <summary>A span as a person says it.</summary>
    internal static string Age(TimeSpan span) => span switch
    {
        { TotalSeconds: < 120 } => FormattableString.Invariant($"{Math.Max(0, span.TotalSeconds):0} s"),
        { TotalMinutes: < 120 } => FormattableString.Invariant($"{span.TotalMinutes:0} min"),
        { TotalHours: < 48 } => FormattableString.Invariant($"{span.TotalHours:0} h"),
        _ => FormattableString.Invariant($"{span.TotalDays:0} days"),
    };

    /// <summary>A number of bytes as a person says it.</summary>
    internal static string Bytes(long bytes) => bytes switch
    {
        < 10L << 20 => FormattableString.Invariant($"{bytes / 1024.0:0} KB"),
        < 10L << 30 => FormattableString.Invariant($"{bytes / 1024.0 / 1024.0:0} MB"),
        _ => FormattableString.Invariant($"{bytes / 1024.0 / 1024.0 / 1024.0:0} GB"),
    };

    private static string Times(long count) => count == 1 ? "once" : $"{count} times";

    private static string Limit(long? bytes) => bytes is { } limit and > 0 ? $" ({Bytes(limit)})" : "";
}
