namespace TelegramBotStack.Deployment.Errors;

/// <summary>Failures of a deployment itself: of its candidate, its handover, its verification.</summary>
internal static class DeployErrors
{
    public const string NoStateDirectoryCode = "TBS4001";
    public const string DamagedStateCode = "TBS4002";
    public const string CandidateEndedCode = "TBS4003";
    public const string CandidateNotReadyCode = "TBS4004";
    public const string HandoverFailedCode = "TBS4005";
    public const string VerificationFailedCode = "TBS4006";
    public const string NobodyAnswersCode = "TBS4007";
    public const string NoSuchReleaseCode = "TBS4008";
    public const string NothingToRollBackCode = "TBS4009";
    public const string TokenRefusedCode = "TBS4010";
    public const string NotDeployedCode = "TBS4011";
    public const string CutOffCode = "TBS4012";
    public const string ImageGoneCode = "TBS4013";
    public const string SameTokenCode = "TBS4014";
    public const string WebhookSetCode = "TBS4015";
    public const string NotHealthyCode = "TBS4030";
    public const string ForeignConsumerCode = "TBS4016";
    public const string TokenOfOtherEnvironmentCode = "TBS4017";
    public const string OtherEnvironmentCode = "TBS4018";
    public const string PortTakenCode = "TBS4019";

    public static DeploymentException NoStateDirectory(string host, string reason) => new(
        NoStateDirectoryCode, $"No directory for the bot's releases could be made on {host}: {reason}",
        "Let the user write to /var/lib/botstack or its home, or name another directory in deploy.yaml under host.state-directory.");

    public static DeploymentException DamagedState(string host, string file, Exception inner) => new(
        DamagedStateCode, $"{file} on {host} is damaged.",
        $"Move the file away; the running bot is untouched, and the next DeployUp makes a new one.", ExitCode.FailedUnchanged, inner);

    public static DeploymentException CandidateEnded(string release, string reason) => new(
        CandidateEndedCode, $"Release {release} ended by itself: {reason}", "Mend the bot; its last log lines are above.");

    public static DeploymentException CandidateNotReady(string release, TimeSpan limit, string state) => new(
        CandidateNotReadyCode, $"Release {release} was not ready within {limit.TotalSeconds:0} s; {state}.",
        "Look for something that blocks at start, or raise ready.timeout in deploy.yaml. A bot that is not made with the framework needs 'handover: stop-first' there.");

    public static DeploymentException HandoverFailed(string release, string reason) => new(
        HandoverFailedCode, $"Release {release} did not take over: {reason}",
        "Look at the log lines above; './build.sh DeployStatus' shows who answers now.");

    public static DeploymentException VerificationFailed(string release, string reason) => new(
        VerificationFailedCode, $"Release {release} did not pass verification: {reason}",
        "Mend the bot; its last log lines are above.");

    public static DeploymentException NobodyAnswers(string bot, string host, string cause) => new(
        NobodyAnswersCode, $"No instance of {bot} on {host} is known to answer. {cause}",
        "Run './build.sh DeployStatus' and './build.sh DeployLogs', then './build.sh Rollback' or './build.sh DeployUp'.",
        ExitCode.NeedsPerson);

    public static DeploymentException NoSuchRelease(string release, IEnumerable<string> known) => new(
        NoSuchReleaseCode, $"There is no release {release}. Known: {string.Join(", ", known)}.",
        "Take one of './build.sh DeployHistory'.", ExitCode.BadUsage);

    public static DeploymentException NothingToRollBack(string bot) => new(
        NothingToRollBackCode, $"{bot} has no earlier release that passed verification.",
        "Deploy a good version with './build.sh DeployUp'.", ExitCode.BadUsage);

    public static DeploymentException TokenRefused(string release, string reason) => new(
        TokenRefusedCode, $"Telegram refuses the token of release {release}: {reason}",
        "Ask @BotFather for the bot's token, put it where deploy.yaml takes BOT_TOKEN from, and deploy again.");

    public static DeploymentException NotDeployed(string bot, string host) => new(
        NotDeployedCode, $"{bot} does not run on {host}.", "Deploy it with './build.sh DeployUp'.");

    public static DeploymentException ImageGone(string image, string host) => new(
        ImageGoneCode, $"The release's image, {image}, is gone from {host}.",
        "Deploy with './build.sh DeployUp', which builds one, or take another release with './build.sh Rollback --release-id <id>'.");

    public static DeploymentException SameToken(string bot, string host, string other) => new(
        SameTokenCode, $"{other} on {host} uses the token of {bot}. Two programs with one token take each other's updates.",
        "End that one first, or give one of the two a token of its own from @BotFather.", ExitCode.Refused);

    public static DeploymentException WebhookSet(string target) => new(
        WebhookSetCode, $"A webhook is set to {target}: Telegram sends the updates there, and polling gets nothing.",
        "Find out who set it. If nobody needs it, remove it with Bot API's deleteWebhook and deploy again.", ExitCode.Refused);

    public static DeploymentException ForeignConsumer(string bot, string reason, ExitCode exitCode = ExitCode.Refused) => new(
        ForeignConsumerCode, $"Another program polls with the token of {bot} (409): {reason}.",
        "End the other program. If you cannot find it, give the bot a new token with @BotFather's /revoke: the other one is shut out at once.",
        exitCode);

    public static DeploymentException TokenOfOtherEnvironment(string bot, string? environment, string? other) => new(
        TokenOfOtherEnvironmentCode,
        $"{bot} would get the same token in two environments: {environment ?? "deploy.yaml"} and {other ?? "deploy.yaml"}. They would take each other's updates.",
        "Make a bot of its own for one of them with @BotFather, and give it that token under secrets.", ExitCode.BadUsage);

    public static DeploymentException OtherEnvironment(string bot, string host, string deployed, string now) => new(
        OtherEnvironmentCode, $"{bot} on {host} was deployed {deployed}, and this is {now}.",
        "Give this environment a bot.name or a host of its own; or end the other one first with './build.sh DeployDown'.", ExitCode.Refused);

    public static DeploymentException PortTaken(int port, string host, string holder, int? free) => new(
        PortTakenCode, $"{holder} on {host} has port {port} already.",
        $"End that one, or take another port under ports in deploy.yaml{(free is null ? "" : $"; {free} is free")}.", ExitCode.Refused);

    public static DeploymentException NotHealthy(string release, string reason) => new(
        NotHealthyCode, $"The health check of release {release} did not succeed: {reason}.",
        "Look at the log lines above. A HEALTHCHECK with a long --interval needs a longer ready.timeout in deploy.yaml.");

    public static DeploymentException CutOff(string step, Exception inner) => new(
        CutOffCode, $"The connection or the lock was lost during '{step}'. The host keeps one release answering.",
        "Run './build.sh DeployUp' again: it finds what was left and goes on from there.", ExitCode.NeedsPerson, inner);
}
