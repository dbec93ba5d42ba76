using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Components.Migrating;

/// <summary>Why a storage was not copied: <c>TBS6701</c> to <c>TBS6703</c>.</summary>
internal static class MigrateErrors
{
    private const string NamesMissingCode = "TBS6701";
    private const string NotCopiedCode = "TBS6702";
    private const string NoAnswerCode = "TBS6703";

    public static DeploymentException NamesMissing() => new(
        NamesMissingCode, "It was not said from which storage to which.",
        "./build.sh Migrate --storage-from json --storage-to sqlite", ExitCode.BadUsage);

    public static DeploymentException NotCopied(string message) => new(
        NotCopiedCode, message, "Do what the message says, and run the target again; it goes on where it was. Nothing was taken out of the source.");

    public static DeploymentException NoAnswer(int exitCode) => new(
        NoAnswerCode, $"The bot's program ended with exit code {exitCode} and did not say what it has copied; its messages are above.",
        "Does it compile, end with 'return await bot.RunAsync();', and use this version of TelegramBotStack?");
}
