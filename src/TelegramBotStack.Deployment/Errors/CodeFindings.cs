using TelegramBotStack.Deployment.Diagnosis;

namespace TelegramBotStack.Deployment.Errors;

/// <summary>What Validate can find in a bot's code and its image: <c>TBS9070</c> to <c>TBS9089</c>.</summary>
internal static class CodeFindings
{
    public const string DoesNotStartCode = "TBS9070";
    public const string NoHandlersCode = "TBS9071";
    public const string NoStartCode = "TBS9072";
    public const string MenuCode = "TBS9073";
    public const string StorageCode = "TBS9074";
    public const string LargeCode = "TBS9075";
    public const string PortTwiceCode = "TBS9076";
    public const string NoBaseImageCode = "TBS9077";
    public const string SecretInImageCode = "TBS9078";
    public const string ShellFormCode = "TBS9079";
    public const string NoStartCommandCode = "TBS9080";
    public const string TextsUnreadableCode = "TBS9081";
    public const string TextsIncompleteCode = "TBS9082";

    public static Finding DoesNotStart(string reason) => new(
        DoesNotStartCode, $"The bot ends before it could do anything: {reason}", "Mend the code that adds its services and handlers; './build.sh Dev' shows the whole message.");

    public static Finding NoHandlers() => new(
        NoHandlersCode, "The bot handles nothing: it has no command, no text handler and no other.", "Add one: bot.Command(\"start\", context => context.ReplyAsync(\"Hello\"))");

    public static Finding NoStart() => new(
        NoStartCode, "Nothing answers /start, which Telegram's button for a new chat sends.", "Add one: bot.Command(\"start\", context => context.ReplyAsync(\"Hello\"))",
        IsProblem: false);

    public static Finding TooManyCommands(int commands, int most) => new(
        MenuCode, $"{commands} commands have a description, and Telegram's menu holds {most}.", "Leave the description of some out.");

    public static Finding LongDescription(string command, int length, int longest) => new(
        MenuCode, $"The description of /{command} has {length} characters, and Telegram's menu takes {longest}.", "Shorten it.");

    public static Finding TextsUnreadable(string file, string fault) => new(
        TextsUnreadableCode, $"{file}: {fault}", "Mend the file, or add the text; the bot would not start, or would show the key in its place.");

    public static Finding TextsIncomplete(string file, string fault) => new(
        TextsIncompleteCode, $"{file}: {fault}", "Translate it, or take out what nobody needs; until then the bot says it in another language.", IsProblem: false);

    public static Finding StorageUnreachable(string? storage, string reason) => new(
        StorageCode, $"The storage {storage} cannot be opened from this machine: {reason}",
        "Correct its settings; if only the host can reach it, this is no fault.", IsProblem: false);

    public static Finding Large(double megabytes, string largest) => new(
        LargeCode, FormattableString.Invariant($"The bot has {megabytes:0} MB, the largest file being {largest}."),
        "Keep data out of the project's output, or leave packages out that are not needed.", IsProblem: false);

    public static Finding PortTwice(int port, string host, string environment) => new(
        PortTwiceCode, $"Port {port} of {host} is wanted by the environment '{environment}' as well.", "Give one of them another port under ports.");

    public static Finding NoBaseImage(string file) => new(NoBaseImageCode, $"{file} has no FROM.", "Begin it with the image the bot is built on.");

    public static Finding SecretInImage(string file, string variable) => new(
        SecretInImageCode, $"{file} puts {variable} into the image, where whoever has the image can read it.",
        "Take it out; ./build.sh SecretsSet stores it, and the bot finds it in /run/secrets.");

    public static Finding ShellForm(string file, string instruction) => new(
        ShellFormCode, $"{file} has {instruction} without brackets: a shell then stands between Docker and the bot, and keeps SIGTERM from it.",
        $"""Write it as a list: {instruction} ["dotnet", "Bot.dll"]""", IsProblem: false);

    public static Finding NoStartCommand(string file) => new(
        NoStartCommandCode, $"{file} does not say what is started, so that the base image decides.", """Add ENTRYPOINT ["dotnet", "Bot.dll"].""", IsProblem: false);
}
