using System.Diagnostics;
using System.Globalization;
using NuGet.Protocol.Core.Types;
using TelegramBotStack.Components.Output;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Build.Publishing;

/// <summary>Pushes to a feed what it does not have. First everything is looked at: one that may not be pushed stops all.</summary>
internal static class Publisher
{
    private const string NothingPushed = "Nothing was pushed.";

    /// <param name="packages">What is to be there afterwards, each after those it needs.</param>
    /// <param name="feed">Where.</param>
    /// <param name="dryRun">Only looks.</param>
    /// <param name="screen">Is told what is done.</param>
    /// <param name="cancellationToken">Ends it after the package that is under way.</param>
    /// <exception cref="DeploymentException">The feed has other content under the same version, or did not take one.</exception>
    public static async Task<PublishReport> RunAsync(IReadOnlyList<PackageFile> packages, Feed feed, bool dryRun, Screen screen, CancellationToken cancellationToken)
    {
        var version = packages[0].Version.ToNormalizedString();
        screen.Line($"{version} for {feed.Name}");
        var states = new Dictionary<PackageFile, PublishState>();
        foreach (var package in packages)
        {
            states[package] = await AskAsync(feed, () => feed.StateOfAsync(package, cancellationToken), NothingPushed);
            Show(package, states[package], screen);
        }

        if (packages.Where(package => states[package] == PublishState.Different).Select(package => package.Id).ToList() is { Count: > 0 } different)
        {
            throw PublishErrors.OtherContent(version, different);
        }

        var missing = packages.Where(package => states[package] == PublishState.New).ToList();
        var report = new PublishReport(
            version, feed.Name, dryRun, dryRun ? 0 : missing.Count,
            [.. packages.Select(package => new PublishedPackage(package.Id, package.Bytes, package.Symbols is not null, states[package]))]);
        if (dryRun)
        {
            screen.Headline(
                missing is [] ? $"Everything of {version} is there already; there is nothing to push." : $"{Packages(missing.Count)} would be pushed. Nothing was: run it without --dry-run.",
                good: true);
            return report;
        }

        for (var pushed = 0; pushed < missing.Count; pushed++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await PushAsync(missing[pushed], feed, $"{pushed} of {missing.Count} packages were pushed.", screen, cancellationToken);
        }

        screen.Headline(
            missing is [] ? $"Everything of {version} is there already; nothing was pushed."
                : $"Pushed {Packages(missing.Count)} of {version}{(missing.Count < packages.Count ? $"; {packages.Count - missing.Count} were there already" : "")}.",
            good: true);
        return report;
    }

    private static string Packages(int count) => count == 1 ? "1 package" : $"{count} packages";

    private static void Show(PackageFile package, PublishState state, Screen screen)
    {
        var (mark, colour, text) = state switch
        {
            PublishState.New => ("+", "green", "new"),
            PublishState.Published => ("=", "grey", "there already"),
            _ => ("!", "red", "there with other content"),
        };
        var size = string.Create(CultureInfo.InvariantCulture, $"{package.Bytes / 1024.0,7:0} KiB");
        screen.Row(mark, colour, package.Id.PadRight(32), $"{size}{(package.Symbols is null ? "            " : " and symbols")}  {text}");
    }

    private static async Task PushAsync(PackageFile package, Feed feed, string before, Screen screen, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var what = $"Push {package.Id}";
        screen.Begin(what);
        try
        {
            await AskAsync(feed, async () => { await feed.PushAsync(package, cancellationToken); return true; }, before);
            screen.Done(what, clock.Elapsed);
        }
        catch (DeploymentException)
        {
            screen.Failed(what, clock.Elapsed);
            throw;
        }
    }

    private static async Task<T> AskAsync<T>(Feed feed, Func<Task<T>> question, string pushed)
    {
        try
        {
            return await question();
        }
        catch (Exception error) when (error is FatalProtocolException or HttpRequestException or IOException or InvalidOperationException or UnauthorizedAccessException)
        {
            throw feed.Explain(error, pushed);
        }
    }
}
