using System.Text.Json;
using NuGet.Versioning;
using TelegramBotStack.Components.Output;
using TelegramBotStack.Components.Scaffolding;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Components.Upgrading;

/// <summary>
/// Moves a repository to another version of the stack: finds the version, asks it for its files, lays them over those of
/// the repository, shows the difference, puts them in place, and compiles.
/// </summary>
internal static class Upgrader
{
    /// <exception cref="DeploymentException">It is not possible, not wanted, or failed; the repository is as it was.</exception>
    public static async Task<UpgradeReport> RunAsync(UpgradeRequest request, Screen screen, CancellationToken cancellationToken)
    {
        var workshop = new Workshop(request.Repository);
        using var onlyOne = workshop.Enter();
        if (FileTransaction.Unfinished(request.Repository, workshop.Files) is { } unfinished)
        {
            unfinished.TakeBack();
            screen.Note("An upgrade that was cut off has been taken back.");
        }

        var record = ReadRecord(request.Repository);
        var current = NuGetVersion.Parse(StackPackages.OwnVersion);
        var version = await FindVersionAsync(request, current, screen, cancellationToken).ConfigureAwait(false);
        var changes = await PlanAsync(request, workshop, record, version, screen, cancellationToken).ConfigureAwait(false);
        var report = new UpgradeReport(record.Version, version.ToNormalizedString(), request.DryRun, changes);
        if (changes is [])
        {
            screen.Headline($"Nothing to do: this repository is up to date with {version}.", good: true);
            return report;
        }

        UpgradeScreen.Show(changes, screen);
        if (request.DryRun)
        {
            screen.Headline("Nothing was changed. Without --dry-run this is what happens.", good: true);
            return report;
        }

        await UpgradeConsent.AskAsync(request, changes, screen, cancellationToken).ConfigureAwait(false);
        await UpgradeBuild.ApplyAsync(request, workshop, changes, version.ToNormalizedString(), screen, cancellationToken).ConfigureAwait(false);
        UpgradeScreen.Conclude(report, screen);
        return report;
    }

    private static ScaffoldRecord ReadRecord(string repository)
    {
        try
        {
            return ScaffoldRecord.Read(repository) ?? throw UpgradeErrors.NoRecord(ScaffoldRecord.FileName);
        }
        catch (JsonException error)
        {
            throw UpgradeErrors.NoRecord(ScaffoldRecord.FileName, error);
        }
    }

    private static async Task<NuGetVersion> FindVersionAsync(
        UpgradeRequest request, NuGetVersion current, Screen screen, CancellationToken cancellationToken)
    {
        return await screen.WatchAsync("Look for versions", async () =>
        {
            var versions = await FeedVersions.ListAsync(request.Repository, cancellationToken).ConfigureAwait(false);
            return request.Version is { } wanted
                ? FeedVersions.Find(versions, wanted, current)
                : FeedVersions.Newest(versions, current);
        }, version => version == current ? $"{current} is the newest" : $"{current} → {version}").ConfigureAwait(false);
    }

    private static async Task<IReadOnlyList<FileChange>> PlanAsync(
        UpgradeRequest request, Workshop workshop, ScaffoldRecord record, NuGetVersion version, Screen screen, CancellationToken cancellationToken)
    {
        var name = version.ToNormalizedString();
        var own = Contents(Scaffolder.Render(record));
        var next = record with { Version = name };
        var files = name == StackPackages.OwnVersion
            ? Contents(Scaffolder.Render(next))
            : await screen.WatchAsync(
                $"Ask {name} for its files",
                () => NewScaffold.WriteAsync(workshop.NewScaffold, record, name, cancellationToken),
                files => $"{files.Count} files").ConfigureAwait(false);
        var changes = UpgradePlan.Make(request.Repository, record, own, files, name);
        var recorded = File.ReadAllBytes(Path.Combine(request.Repository, ScaffoldRecord.FileName));
        var becomes = next.For(files.ToDictionary(file => file.Key, file => new OutputFile(file.Value, IsExecutable: false))).ToBytes();
        return recorded.AsSpan().SequenceEqual(becomes)
            ? changes
            : [.. changes, new FileChange(ScaffoldRecord.FileName, FileChangeKind.Updated, recorded, becomes)];
    }

    private static Dictionary<string, byte[]> Contents(IReadOnlyDictionary<string, OutputFile> files) =>
        files.ToDictionary(file => file.Key, file => file.Value.Content);
}

/// <summary>What to upgrade, and how.</summary>
/// <param name="Repository">Directory of the repository.</param>
/// <param name="Version">The version to move to; null for the newest.</param>
/// <param name="Solution">What must compile afterwards.</param>
/// <param name="DryRun">Whether to only show it.</param>
/// <param name="Yes">Whether every question is answered yes.</param>
internal sealed record UpgradeRequest(string Repository, string? Version, string Solution, bool DryRun, bool Yes);
