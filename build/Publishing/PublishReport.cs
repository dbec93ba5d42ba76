namespace TelegramBotStack.Build.Publishing;

/// <summary>What <c>Publish --json</c> prints.</summary>
/// <param name="Version">The version of all packages.</param>
/// <param name="Source">Where to.</param>
/// <param name="DryRun">Whether it only looked.</param>
/// <param name="Pushed">How many packages were pushed.</param>
/// <param name="Packages">All packages, each with what the feed had of it before.</param>
internal sealed record PublishReport(string Version, string Source, bool DryRun, int Pushed, IReadOnlyList<PublishedPackage> Packages);

/// <summary>One package of a version.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="HasSymbols">Whether symbols go with it.</param>
/// <param name="State">What the feed had of it before.</param>
internal sealed record PublishedPackage(string Id, long Bytes, bool HasSymbols, PublishState State);
