using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Build.Publishing;

/// <summary>Why packages are not published: <c>TBS68xx</c>.</summary>
internal static class PublishErrors
{
    private const string NoSourceCode = "TBS6801";
    private const string NotCommittedCode = "TBS6802";
    private const string NoTagCode = "TBS6803";
    private const string OtherVersionCode = "TBS6804";
    private const string NotInChangelogCode = "TBS6805";
    private const string OtherContentCode = "TBS6806";
    private const string KeyRefusedCode = "TBS6807";
    private const string FeedFailedCode = "TBS6808";

    private const string Unreleased = "--publish-unreleased publishes a local version instead.";

    public static DeploymentException NoSource(string? source, string reason) => new(
        NoSourceCode, source is null ? "There is nowhere to publish to." : $"It is not possible to publish to '{source}': {reason}",
        "Name a feed: ./build.sh Publish --publish-source https://feed.example.org/v3/index.json, a directory, or a source in nuget.config",
        ExitCode.BadUsage);

    public static DeploymentException NotCommitted(IReadOnlyList<string> changes) => new(
        NotCommittedCode,
        $"Not everything is committed: {string.Join(", ", changes.Take(5))}{(changes.Count > 5 ? $" and {changes.Count - 5} more" : "")}.",
        $"Commit or remove it, so that the version can be made again from its commit. {Unreleased}", ExitCode.BadUsage);

    public static DeploymentException NoTag(string versionPrefix) => new(
        NoTagCode, "The commit has no tag that says which version it is.",
        $"git tag v{versionPrefix}, as docs/releasing.md says. {Unreleased}", ExitCode.BadUsage);

    public static DeploymentException OtherVersion(string tagged, string versionPrefix) => new(
        OtherVersionCode, $"The tag says {tagged}, and Directory.Build.props {versionPrefix}.",
        "Let VersionPrefix and the tag say the same, and tag the commit in which they do.", ExitCode.BadUsage);

    public static DeploymentException NotInChangelog(string version) => new(
        NotInChangelogCode, $"CHANGELOG.md does not say what is new in {version}.",
        $"Give it a heading '## [{version}]' over what was [Unreleased], and tag the commit with it.", ExitCode.BadUsage);

    public static DeploymentException OtherContent(string version, IEnumerable<string> packages) => new(
        OtherContentCode, $"The feed has {version} of {string.Join(", ", packages)} with other content. Nothing was pushed.",
        "A version that is out stays as it is: release these sources as the next one.", ExitCode.Refused);

    public static DeploymentException KeyRefused(string source, bool hasKey, string pushed, Exception? inner) => new(
        KeyRefusedCode,
        $"{source} {(hasKey ? $"does not accept the key in {ApiKey.Variable}" : $"wants an API key, and {ApiKey.Variable} is not set")}. {pushed}",
        $"Set {ApiKey.Variable} to a key that may push these packages, and run it again.", ExitCode.BadUsage, inner);

    public static DeploymentException FeedFailed(string source, string reason, string pushed, Exception? inner) => new(
        FeedFailedCode, $"{source} did not do what it was asked: {reason} {pushed}",
        "Run it again: what is there already is left out.", ExitCode.FailedUnchanged, inner);
}
