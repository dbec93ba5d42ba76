using TelegramBotStack.Build.Packages;
using TelegramBotStack.Components.Output;
using TelegramBotStack.Components.Parameters;

namespace TelegramBotStack.Build.Publishing;

/// <summary>Brings the packages of a released version to where others get them.</summary>
internal interface IPublish : IHazJson, IHazDryRun
{
    /// <summary>
    /// A NuGet feed's URL, a directory, or the name of a source in nuget.config. A feed that wants an API key gets it from the
    /// environment variable <c>NUGET_API_KEY</c>.
    /// </summary>
    [Parameter("Where Publish pushes to: a NuGet feed's URL, a directory, or the name of a source in nuget.config")]
    string? PublishSource => TryGetValue(() => PublishSource);

    /// <summary>Publishes these sources as they are, as a local version. Default: no.</summary>
    [Parameter("Publish these sources as they are, as a local version: not committed, or without a tag")]
    bool PublishUnreleased => TryGetValue<bool?>(() => PublishUnreleased) ?? false;

    /// <summary>Packs the version that the tag of this commit names, and pushes what the feed does not have.</summary>
    Target Publish => _ => _
        .Description("Push the packages of the tagged version to a feed; with --dry-run only say what would be pushed")
        .Executes(() => TargetRun.RunAsync(this, Json, async (screen, cancellationToken) =>
        {
            // Taken out of the environment before anything else is started.
            var key = ApiKey.Take();
            using var feed = Feed.Open(PublishSource, RootDirectory, key);
            var packages = await ReleasePackages.MakeAsync(RootDirectory, PublishUnreleased, screen, cancellationToken);
            var report = await Publisher.RunAsync(packages, feed, DryRun, screen, cancellationToken);
            ReportSummary(_ => new() { ["Version"] = report.Version, ["Pushed"] = $"{report.Pushed}" });
            return report;
        }));
}
