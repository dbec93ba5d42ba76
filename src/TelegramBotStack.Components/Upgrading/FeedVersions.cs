using System.Text.Json;
using NuGet.Versioning;
using TelegramBotStack.Components.Development;
using TelegramBotStack.Components.Scaffolding;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Components.Upgrading;

/// <summary>The versions of the stack that the package sources of a repository have.</summary>
internal static class FeedVersions
{
    /// <summary>Asks the sources, directories among them, as nuget.config names them.</summary>
    /// <exception cref="DeploymentException">None has any.</exception>
    public static async Task<IReadOnlyList<NuGetVersion>> ListAsync(string repository, CancellationToken cancellationToken)
    {
        var output = new List<string>();
        await ChildProcess.RunAsync(
            "dotnet", ["package", "search", StackPackages.Components, "--exact-match", "--prerelease", "--format", "json"],
            repository, output.Add, output.Add, environment: null, cancellationToken).ConfigureAwait(false);
        var versions = Parse(string.Join('\n', output));
        return versions is []
            ? throw UpgradeErrors.NoVersions(StackPackages.Components, output is [] ? "" : "\n" + string.Join('\n', output.TakeLast(20)))
            : versions;
    }

    /// <returns>The newest version for a repository that has <paramref name="current"/>; that one itself when there is nothing newer.</returns>
    public static NuGetVersion Newest(IReadOnlyList<NuGetVersion> versions, NuGetVersion current)
    {
        // Local packages are named for a hash, which has no order. The stack's sources keep one at a time.
        if (IsLocal(current) && !versions.Contains(current)
            && versions.Where(version => IsLocal(version) && version.Version >= current.Version).Max() is { } local)
        {
            return local;
        }

        var newest = versions.Where(version => !version.IsPrerelease || current.IsPrerelease).DefaultIfEmpty(current).Max()!;
        return newest > current ? newest : current;
    }

    /// <exception cref="DeploymentException">It is not there, or older than <paramref name="current"/>.</exception>
    public static NuGetVersion Find(IReadOnlyList<NuGetVersion> versions, string wanted, NuGetVersion current)
    {
        if (!NuGetVersion.TryParse(wanted, out var version) || !versions.Contains(version))
        {
            throw UpgradeErrors.NoSuchVersion(wanted, versions.OrderDescending().Take(10).Select(known => known.ToNormalizedString()));
        }

        return version >= current || (IsLocal(version) && version.Version >= current.Version)
            ? version
            : throw UpgradeErrors.OlderVersion(wanted, current.ToNormalizedString());
    }

    private static bool IsLocal(NuGetVersion version) => version.ReleaseLabels.FirstOrDefault() == "local";

    private static List<NuGetVersion> Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return [.. document.RootElement.GetProperty("searchResult").EnumerateArray()
                .SelectMany(source => source.GetProperty("packages").EnumerateArray())
                .Select(package => NuGetVersion.Parse(package.GetProperty("version").GetString()!))
                .Distinct()];
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or ArgumentException or InvalidOperationException)
        {
            // What dotnet said instead is shown as it is.
            return [];
        }
    }
}
