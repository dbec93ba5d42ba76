namespace TelegramBotStack.Deployment.Errors;

/// <summary>What can go wrong when a test account writes to the bot.</summary>
internal static class TestMessageErrors
{
    public const string NotAnsweredCode = "TBS4020";
    public const string NotDeliveredCode = "TBS4021";
    public const string AccountCode = "TBS4022";

    public static DeploymentException NotAnswered(string bot, string account, string sent, TimeSpan within, string? expected, IReadOnlyList<string> came) => new(
        NotAnsweredCode,
        $"@{bot} did not pass the test message: @{account} sent \"{sent}\" and "
        + (expected is null ? "expected an answer" : $"expected \"{expected}\"")
        + $" within {within.TotalSeconds:0.#} s. "
        + (came.Count == 0 ? "Nothing came." : $"What came: {string.Join(", ", came.Select(text => $"\"{text}\""))}."),
        "Mend the bot, whose last log lines are above; or correct verify.message in deploy.yaml. A bot that answers other bots never or late needs another check, such as verify.command.");

    public static DeploymentException NotDelivered(string bot, string account, string answer) => new(
        NotDeliveredCode,
        $"Telegram does not let @{account} write to @{bot}: {answer}.",
        $"Turn on Bot-to-Bot Communication Mode for both @{account} and @{bot} in @BotFather, and deploy again.");

    public static DeploymentException SameBot(string secret) => new(
        AccountCode, $"The secret {secret}, the test account's token, is that of the bot itself. A bot cannot write to itself.",
        $"Make a second bot with @BotFather, and put its token into {secret}.", ExitCode.BadUsage);

    public static DeploymentException Refused(string secret, string answer) => new(
        AccountCode, $"Telegram refuses the token in the secret {secret}: {answer}.",
        $"Ask @BotFather for the token and put it where deploy.yaml takes {secret} from.");

    public static DeploymentException InUse(string account, string answer) => new(
        AccountCode, $"Another program gets the messages of the test account @{account}: {answer}.",
        "End the other program, or another deployment that is under way with this account; or make a test account for this bot alone with @BotFather.");

    public static DeploymentException NotReached(string reason) => new(
        AccountCode, $"The test account cannot reach Telegram from this machine: {reason}.",
        "Deploy from a machine that reaches the server of BOT_API_URL, by default Telegram; or take verify.message out of deploy.yaml.");
}
