using TelegramBotStack.Deployment.Secrets;

namespace TelegramBotStack.Deployment.Errors;

/// <summary>Failures around the secrets of a bot and the file they are stored in. None shows a value.</summary>
internal static class SecretErrors
{
    public const string BadNameCode = "TBS1103";
    public const string GivenTwiceCode = "TBS1104";
    public const string DamagedFileCode = "TBS1105";
    public const string NotForMeCode = "TBS1106";
    public const string DamagedValueCode = "TBS1107";
    public const string PlaceholderCode = "TBS1108";
    public const string NoTokenCode = "TBS1109";
    public const string TokenMissingCode = "TBS1110";
    public const string NoSuchSecretCode = "TBS1111";
    public const string FileUnusableCode = "TBS1112";
    public const string IdentityInRepositoryCode = "TBS1113";
    public const string NoValueCode = "TBS1114";
    public const string NoTextCode = "TBS1115";
    public const string BadRecipientCode = "TBS1116";
    public const string NoSuchRecipientCode = "TBS1117";
    public const string LastRecipientCode = "TBS1118";
    public const string IdentityGivenCode = "TBS1119";
    public const string NoFileCode = "TBS1120";

    public static DeploymentException BadName(string name) => new(
        BadNameCode, $"'{name}' is not the name of a secret: it {SecretName.Rule}.",
        "Give another --secret-name, such as BOT_TOKEN.", ExitCode.BadUsage);

    public static DeploymentException GivenTwice(string name, string place) => new(
        GivenTwiceCode, $"{name} has a source in {place} already; with a stored value it would have two.",
        $"Remove {name} under secrets in {place}, and run the target again.", ExitCode.BadUsage);

    public static DeploymentException DamagedFile(string file, IEnumerable<string> problems) => new(
        DamagedFileCode, $"{file} cannot be used, and was left as it is:\n{string.Join('\n', problems)}",
        $"Mend the named lines, or take the last good version: git checkout -- {file}. After a merge keep each secret's block whole.",
        ExitCode.BadUsage);

    public static DeploymentException NotForMe(string file, IReadOnlyList<SecretsRecipient> recipients, int identities) => new(
        NotForMeCode,
        $"The values in {file} can be read by {string.Join(", ", recipients.Select(recipient => recipient.Note ?? recipient.Key.ToString()))}; "
        + (identities == 0 ? "you have no identity." : "no identity of yours is among them."),
        "Put your identity back, or set BOTSTACK_IDENTITY. New here? './build.sh SecretsKey' shows your key; somebody who can "
        + "read them adds it with './build.sh SecretsRotate --recipient-add'.",
        ExitCode.BadUsage);

    public static DeploymentException DamagedValue(string file, string name, Exception inner) => new(
        DamagedValueCode, $"The value of {name} in {file} cannot be trusted: {inner.Message}",
        $"Take the last good version (git checkout -- {file}), or set it again: ./build.sh SecretsSet --secret-name {name}",
        ExitCode.BadUsage, inner);

    public static DeploymentException Placeholder(string name) => new(
        PlaceholderCode, $"The value of {name} is a placeholder, such as an example has in its place.",
        $"Put the real value where {name} comes from; './build.sh SecretsList' shows where.", ExitCode.BadUsage);

    public static DeploymentException NoToken() => new(
        NoTokenCode, "The value of BOT_TOKEN is no bot token: one is a number, a colon and at least 35 letters, digits, '-' and '_', "
        + "with nothing around it.",
        "Copy it from @BotFather again.", ExitCode.BadUsage);

    public static DeploymentException TokenMissing(string bot) => new(
        TokenMissingCode, $"There is no BOT_TOKEN among the secrets of {bot}. Nothing was changed.",
        "Store it: ./build.sh SecretsSet --secret-name BOT_TOKEN (or name its source under secrets in deploy.yaml).", ExitCode.BadUsage);

    public static DeploymentException NoSuchSecret(string name, string file, string? nearest) => new(
        NoSuchSecretCode, $"There is no {name} in {file}.{(nearest is null ? "" : $" Did you mean {nearest}?")}",
        "'./build.sh SecretsList' lists what there is, and where each comes from.", ExitCode.BadUsage);

    public static DeploymentException FileUnusable(string path, Exception inner) => new(
        FileUnusableCode, $"{path} could not be read or replaced, and was left as it is: {inner.Message}",
        "Give your user the right to read and write it and its directory, or make room on the disk.", ExitCode.FailedUnchanged, inner);

    public static DeploymentException IdentityInRepository(string path, string repository) => new(
        IdentityInRepositoryCode, $"The identity {path} would lie inside the repository {repository}: whoever gets the repository could read the secrets.",
        "Keep it elsewhere: unset XDG_CONFIG_HOME, or name another file. If that is not the bot's own repository, make one: git init.",
        ExitCode.BadUsage);

    public static DeploymentException NoValue(string name) => new(
        NoValueCode, $"There is no value for {name}: nobody is there to type it, and standard input is empty.",
        $"Pipe it in, or name a file: ./build.sh SecretsSet --secret-name {name} --secret-file FILE", ExitCode.BadUsage);

    public static DeploymentException NoText(string name, string source) => new(
        NoTextCode, $"The value of {name} in {source} is no text in UTF-8, and would reach the bot changed.",
        "Encode it, for example with base64, and let the bot decode it.", ExitCode.BadUsage);

    public static DeploymentException BadRecipient(string text) => new(
        BadRecipientCode, $"'{text}' is no key of a recipient: one is written age1… and has a checksum.",
        "Copy it again; its owner sees it with './build.sh SecretsKey'.", ExitCode.BadUsage);

    public static DeploymentException NoSuchRecipient(string key) => new(
        NoSuchRecipientCode, $"{key} is not among the recipients of any secrets file here.",
        "'./build.sh SecretsList' lists them.", ExitCode.BadUsage);

    public static DeploymentException LastRecipient(string file) => new(
        LastRecipientCode, $"Nobody could read {file} any more.",
        "Add somebody in the same command, with --recipient-add.", ExitCode.BadUsage);

    public static DeploymentException IdentityGiven() => new(
        IdentityGivenCode, "The identity comes from the environment variable BOTSTACK_IDENTITY; a new one could not be put there.",
        "Make one with './build.sh SecretsKey --secrets-identity FILE', add it with --recipient-add and remove the old one with --recipient-remove.",
        ExitCode.BadUsage);

    public static DeploymentException NoFile(string file) => new(
        NoFileCode, $"There is no {file}.",
        "Store a first secret with './build.sh SecretsSet --secret-name BOT_TOKEN'.", ExitCode.BadUsage);
}
