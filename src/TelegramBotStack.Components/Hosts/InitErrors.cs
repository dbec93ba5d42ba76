using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Components.Hosts;

/// <summary>Why no deploy.yaml could be written.</summary>
internal static class InitErrors
{
    private const string NoHostCode = "TBS2041";
    private const string NoProjectCode = "TBS2042";
    private const string NotChangedCode = "TBS2043";
    private const string NotEditableCode = "TBS2044";
    private const string NotWritableCode = "TBS2045";

    public static DeploymentException NoHost() => new(
        NoHostCode, "Nothing says which server the bot shall run on.",
        "Name it: ./build.sh DeployInit --deploy-host root@203.0.113.5", ExitCode.BadUsage);

    public static DeploymentException NoProject(IReadOnlyList<string> found) => new(
        NoProjectCode,
        found.Count == 0 ? "There is no project here that makes a program." : $"Several projects make programs: {string.Join(", ", found)}.",
        "Name the bot's: --bot-project src/MyBot/MyBot.csproj", ExitCode.BadUsage);

    public static DeploymentException NotChanged(string file) => new(
        NotChangedCode, $"{file} names another host already, and was left as it is.",
        "Answer yes, or add --yes, to change its host; everything else in it stays.", ExitCode.BadUsage);

    public static DeploymentException NotEditable(string file, IEnumerable<KeyValuePair<string, string>> keys) => new(
        NotEditableCode, $"{file} is written in a way that is not changed by a program.",
        $"Write under host:  {string.Join("  ", keys.Select(key => $"{key.Key}: {key.Value}"))}", ExitCode.BadUsage);

    public static DeploymentException NotWritable(string file, Exception inner) => new(
        NotWritableCode, $"{file} could not be written: {inner.Message}", "Make room, or get the right to write there.", inner: inner);
}
