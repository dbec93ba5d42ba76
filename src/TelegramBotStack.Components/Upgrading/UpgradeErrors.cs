using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Components.Upgrading;

/// <summary>Why a repository was not upgraded: <c>TBS6611</c> to <c>TBS6622</c>.</summary>
internal static class UpgradeErrors
{
    private const string NoRecordCode = "TBS6611";
    private const string NoVersionsCode = "TBS6612";
    private const string NoSuchVersionCode = "TBS6613";
    private const string OlderVersionCode = "TBS6614";
    private const string NewVersionUnusableCode = "TBS6615";
    private const string UncommittedCode = "TBS6616";
    private const string UnconfirmedCode = "TBS6617";
    private const string DoesNotCompileCode = "TBS6618";
    private const string NotWritableCode = "TBS6619";
    private const string LeftChangedCode = "TBS6620";
    private const string OngoingCode = "TBS6621";
    private const string NoSdkCode = "TBS6622";

    public static DeploymentException NoRecord(string file, Exception? inner = null) => new(
        NoRecordCode, $"{file} is missing or cannot be read: it says what this repository was scaffolded with.",
        "Bring it back from your version control; or scaffold a new bot of the same name elsewhere and copy it from there.",
        ExitCode.BadUsage, inner);

    public static DeploymentException NoVersions(string package, string problems) => new(
        NoVersionsCode, $"No package source of this repository has {package}.{problems}",
        "See the sources with 'dotnet nuget list source'; an offline machine has none of them.");

    public static DeploymentException NoSuchVersion(string wanted, IEnumerable<string> known) => new(
        NoSuchVersionCode, $"There is no version {wanted}.", $"Take one of these: --upgrade-to {string.Join(" | ", known)}", ExitCode.BadUsage);

    public static DeploymentException OlderVersion(string wanted, string current) => new(
        OlderVersionCode, $"{wanted} is older than {current}, which this repository is built with.",
        "To go back, take the repository's state before the upgrade from your version control.", ExitCode.BadUsage);

    public static DeploymentException NewVersionUnusable(string version, IEnumerable<string> lines) => new(
        NewVersionUnusableCode, $"Version {version} could not be tried. Nothing was changed.\n{string.Join('\n', lines)}",
        "Mend what these lines name, or take another version with --upgrade-to.");

    public static DeploymentException Uncommitted(IEnumerable<string> files) => new(
        UncommittedCode, $"These files would be changed and are not committed: {string.Join(", ", files)}. Nothing was changed.",
        "Commit or stash them, so that the upgrade can be told apart from your changes; or add --yes.", ExitCode.BadUsage);

    public static DeploymentException Unconfirmed(bool isPersonThere) => new(
        UnconfirmedCode, isPersonThere ? "Not confirmed; nothing was changed." : "Nobody is there to confirm the upgrade. Nothing was changed.",
        "Add --yes if that is what you want; --dry-run only shows it.", ExitCode.BadUsage);

    public static DeploymentException DoesNotCompile(string version, IEnumerable<string> lines) => new(
        DoesNotCompileCode, $"The repository does not compile with version {version}. Everything is as it was.\n{string.Join('\n', lines)}",
        "Look in CHANGELOG.md of the stack for what changed, adapt the named lines, and upgrade again.", ExitCode.Returned);

    public static DeploymentException NotWritable(Exception inner) => new(
        NotWritableCode, $"The new files could not be written: {inner.Message} Everything is as it was.",
        "Check the rights of the repository's files and the free space.", inner: inner);

    public static DeploymentException LeftChanged(IEnumerable<string> files, string copies) => new(
        LeftChangedCode, $"An upgrade that failed was taken back, but these files changed meanwhile and were left alone: {string.Join(", ", files)}.",
        $"Their earlier versions are in {copies}; compare, then delete that directory.", ExitCode.NeedsPerson);

    public static DeploymentException Ongoing(Exception inner) => new(
        OngoingCode, "Another upgrade of this repository is going on.", "Wait for it to end.", ExitCode.Refused, inner);

    public static DeploymentException NoSdk(string version, IEnumerable<string> lines) => new(
        NoSdkCode, $"Version {version} needs another .NET SDK, which is not installed. Nothing was changed.\n{string.Join('\n', lines)}",
        "Install it from https://dotnet.microsoft.com/download, and run this again.");
}
