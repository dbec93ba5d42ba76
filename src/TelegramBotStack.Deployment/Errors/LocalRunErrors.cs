namespace TelegramBotStack.Deployment.Errors;

/// <summary>Errors of running a bot on its author's machine: <c>TBS6110</c> to <c>TBS6119</c>.</summary>
internal static class LocalRunErrors
{
    public const string UnknownSourceCode = "TBS6110";
    public const string EnvFileCode = "TBS6111";
    public const string NoTokenCode = "TBS6112";
    public const string TokenRefusedCode = "TBS6113";
    public const string WebhookSetCode = "TBS6114";
    public const string RunsHereCode = "TBS6115";

    /// <param name="kind">Only the word before the colon: what follows may be a token, given by mistake.</param>
    public static DeploymentException UnknownSource(string kind) => new(
        UnknownSourceCode,
        kind.All(letter => char.IsAsciiLetter(letter) || letter == '-') && kind.Length <= 20
            ? $"--bot-token-from does not know '{kind}'."
            : "--bot-token-from names where the token is, and is not the token itself.",
        "Use env, dotenv, user-secrets, each with :NAME if it is not BOT_TOKEN, file:PATH, deploy, deploy:ENVIRONMENT or none.",
        ExitCode.BadUsage);

    public static DeploymentException EnvFile(string path, string problem) => new(
        EnvFileCode, $"{path} cannot be used: {problem}.", "Write KEY=value lines, or take the file away.", ExitCode.BadUsage);

    public static DeploymentException NoToken(string from, string reason) => new(
        NoTokenCode, $"There is no token where --bot-token-from {from} says: {reason}.",
        "Put it there, or leave --bot-token-from out: without any token the bot talks to the simulator.", ExitCode.BadUsage);

    public static DeploymentException TokenRefused(string source, int status) => new(
        TokenRefusedCode, $"Telegram refuses the token of {source}; it answers {status}.",
        "Get the current one from @BotFather (/mybots, API Token), or try the bot without any: ./build.sh Playground", ExitCode.BadUsage);

    public static DeploymentException WebhookSet(string webhook) => new(
        WebhookSetCode, $"Telegram sends this bot's updates to a webhook on {webhook}, so polling gets nothing.",
        "Use a second bot for development, or remove the webhook (Bot API: deleteWebhook).", ExitCode.Refused);

    public static DeploymentException RunsHere(string holder) => new(
        RunsHereCode, $"This bot runs already on this machine: {holder}.",
        "End that one with Ctrl-C, or use a second bot's token here.", ExitCode.Refused);
}
