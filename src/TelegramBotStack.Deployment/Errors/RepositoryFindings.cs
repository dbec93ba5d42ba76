using TelegramBotStack.Deployment.Diagnosis;

namespace TelegramBotStack.Deployment.Errors;

/// <summary>What can be wrong with a bot's repository and this machine: <c>TBS9040</c> to <c>TBS9069</c>.</summary>
internal static class RepositoryFindings
{
    public const string SdkMissingCode = "TBS9040";
    public const string NotRestoredCode = "TBS9041";
    public const string NoStackReferenceCode = "TBS9042";
    public const string VulnerablePackageCode = "TBS9043";
    public const string NoBootstrapperCode = "TBS9044";
    public const string NotIgnoredCode = "TBS9045";
    public const string SecretTrackedCode = "TBS9046";
    public const string TokenInFileCode = "TBS9047";
    public const string TokenInHistoryCode = "TBS9048";
    public const string PermissionsCode = "TBS9049";
    public const string CheckFailedCode = "TBS9069";

    public static Finding SdkMissing(string wanted, string found) => new(
        SdkMissingCode, $"global.json asks for the .NET SDK {wanted}; here {found}.",
        "./build.sh installs it by itself, or take it from https://dotnet.microsoft.com/download");

    public static Finding NotRestored(string project, string reason) => new(
        NotRestoredCode, $"The packages of {project} are not restored: {reason}.", "dotnet restore, or ./build.sh Doctor --fix", IsProblem: false);

    public static Finding NoStackReference(string project) => new(
        NoStackReferenceCode, $"{project} does not refer to the package TelegramBotStack, so it does not keep the process contract by itself.",
        "dotnet add package TelegramBotStack, or read docs/process-contract.md if that is meant.", IsProblem: false);

    public static Finding VulnerablePackage(string message) => new(
        VulnerablePackageCode, $"A package has a known vulnerability: {message}", "Update it in Directory.Packages.props or the project file.", IsProblem: false);

    public static Finding NoBootstrapper(string file) => new(
        NoBootstrapperCode, $"{file} is missing in the repository's root.", "Take it from a new bot: ./build.sh Scaffold --bot-name Other", IsProblem: false);

    public static Finding NotIgnored(IEnumerable<string> patterns) => new(
        NotIgnoredCode, $".gitignore does not keep these out of git: {string.Join(", ", patterns)}.", "./build.sh Doctor --fix adds them, or do it yourself.");

    public static Finding SecretTracked(string file) => new(
        SecretTrackedCode, $"git tracks {file}, which is for secrets.",
        $"git rm --cached {file}, then commit. If it was ever pushed, have @BotFather revoke the token.");

    public static Finding TokenInFile(string file) => new(
        TokenInFileCode, $"{file} holds a bot's token in plain text.",
        "Move it to where deploy.yaml takes BOT_TOKEN from. If it was ever committed, have @BotFather revoke it.");

    public static Finding TokenInHistory(string commit) => new(
        TokenInHistoryCode, $"Commit {commit} holds a bot's token: whoever can read the repository has it.",
        "Have @BotFather revoke the token; the new one goes where deploy.yaml takes BOT_TOKEN from.", IsProblem: false);

    public static Finding Permissions(string file, string mode) => new(
        PermissionsCode, $"{file} can be read by other users of this machine (mode {mode}).", $"chmod 600 {file}, or ./build.sh Doctor --fix");

    public static Finding CheckFailed(string check, string reason) => new(
        CheckFailedCode, $"The check '{check}' could not be made: {reason}", "Run again; if it stays so, report it as a bug.", IsProblem: false);
}
