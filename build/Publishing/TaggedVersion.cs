using System.Text.RegularExpressions;
using NuGet.Versioning;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Build.Publishing;

/// <summary>The version that a commit is released as.</summary>
internal static class TaggedVersion
{
    /// <summary>Reads it from the tag <c>v1.2.3</c>, and holds it against what the sources say of themselves.</summary>
    /// <param name="root">The repository.</param>
    /// <param name="versionPrefix">The version in Directory.Build.props, without what marks a pre-release.</param>
    /// <param name="cancellationToken">Ends git.</param>
    /// <exception cref="DeploymentException">This is no release.</exception>
    public static async Task<NuGetVersion> OfAsync(string root, string versionPrefix, CancellationToken cancellationToken)
    {
        var git = new GitRepository(root);
        if (await git.ChangesAsync(cancellationToken) is { Count: > 0 } changes)
        {
            throw PublishErrors.NotCommitted(changes);
        }

        var version = (await git.TagsAsync(cancellationToken)).Select(Parse).Where(parsed => parsed is not null).Max()
            ?? throw PublishErrors.NoTag(versionPrefix);
        if (version.Version.ToString(3) != versionPrefix)
        {
            throw PublishErrors.OtherVersion(version.ToNormalizedString(), versionPrefix);
        }

        return IsInChangelog(root, version) ? version : throw PublishErrors.NotInChangelog(version.ToNormalizedString());
    }

    private static NuGetVersion? Parse(string tag) =>
        tag.StartsWith('v') && NuGetVersion.TryParseStrict(tag[1..], out var version) && !version.HasMetadata ? version : null;

    private static bool IsInChangelog(string root, NuGetVersion version)
    {
        var changelog = Path.Combine(root, "CHANGELOG.md");
        return File.Exists(changelog)
            && Regex.IsMatch(File.ReadAllText(changelog), $@"^## \[{Regex.Escape(version.ToNormalizedString())}\]", RegexOptions.Multiline);
    }
}
