using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Components.Scaffolding;

/// <summary>Why no bot repository could be written: <c>TBS63xx</c>.</summary>
internal static class ScaffoldErrors
{
    private const string NameMissingCode = "TBS6301";
    private const string NameInvalidCode = "TBS6302";
    private const string NameReservedCode = "TBS6303";
    private const string TemplateUnknownCode = "TBS6304";
    private const string OutputNotEmptyCode = "TBS6305";
    private const string OutputIsFileCode = "TBS6306";
    private const string OutputNotWritableCode = "TBS6307";
    private const string FeedEmptyCode = "TBS6308";
    private const string StorageNotOfferedCode = "TBS6309";

    public static DeploymentException NameMissing() => new(
        NameMissingCode, "The new bot has no name.",
        "Give it one: ./build.sh Scaffold --bot-name MyBot", ExitCode.BadUsage);

    public static DeploymentException NameInvalid(string name, string suggestion) => new(
        NameInvalidCode,
        $"'{name}' cannot be the name of a bot: it names C# projects, and so it is up to {BotName.MaximumLength} letters, "
            + "digits and underscores of ASCII, in words between dots that start with a letter.",
        $"Take another name, for example: --bot-name {suggestion}", ExitCode.BadUsage);

    public static DeploymentException NameReserved(string name, string part, string suggestion) => new(
        NameReservedCode, $"'{name}' cannot be the name of a bot: '{part}' means something else to C#, Windows or a package.",
        $"Take another name, for example: --bot-name {suggestion}", ExitCode.BadUsage);

    public static DeploymentException TemplateUnknown(string template, IEnumerable<string> known) => new(
        TemplateUnknownCode, $"There is no template '{template}'.",
        $"Take one of these: --bot-template {string.Join(" | ", known)}", ExitCode.BadUsage);

    public static DeploymentException OutputNotEmpty(string directory, IReadOnlyCollection<string> occupied) => new(
        OutputNotEmptyCode,
        occupied.Count == 0
            ? $"The directory '{directory}' is not empty. Nothing was written."
            : $"The directory '{directory}' has files that would be overwritten, such as {occupied.First()}. Nothing was written.",
        "Name another one with --bot-output, or let files be overwritten with --force.", ExitCode.BadUsage);

    public static DeploymentException OutputIsFile(string path) => new(
        OutputIsFileCode, $"'{path}' is a file; the bot needs a directory there. Nothing was written.",
        "Name another one with --bot-output.", ExitCode.BadUsage);

    public static DeploymentException OutputNotWritable(string directory, Exception inner) => new(
        OutputNotWritableCode, $"The bot could not be written to '{directory}': {inner.Message}",
        "Nothing of it is left. Check the directory's rights and the free space, or name another one with --bot-output.",
        inner: inner);

    public static DeploymentException FeedEmpty(string feed, string package) => new(
        FeedEmptyCode, $"The directory '{feed}' holds no package {package}.",
        "Name a directory with the packages in it; in the sources of the stack './build.sh Pack' fills artifacts/packages.",
        ExitCode.BadUsage);

    public static DeploymentException StorageNotOffered(string template, BotStorage storage, IEnumerable<BotStorage> offered) => new(
        StorageNotOfferedCode, $"A bot from the template '{template}' cannot keep its data with the storage '{BotStorageNeeds.NameOf(storage)}'. Nothing was written.",
        $"Take one of these: --bot-storage {string.Join(" | ", offered.Select(BotStorageNeeds.NameOf))}", ExitCode.BadUsage);
}
