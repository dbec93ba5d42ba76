using TelegramBotStack.Build.Packages;
using TelegramBotStack.Components.Output;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Build.Publishing;

/// <summary>The packages that are to be published, made from these sources.</summary>
internal static class ReleasePackages
{
    /// <param name="root">The repository.</param>
    /// <param name="unreleased">Takes the sources as they are, as a local version.</param>
    /// <param name="screen">Is told that they are packed.</param>
    /// <param name="cancellationToken">Ends the packing.</param>
    /// <exception cref="DeploymentException">These sources are no release.</exception>
    public static async Task<IReadOnlyList<PackageFile>> MakeAsync(string root, bool unreleased, Screen screen, CancellationToken cancellationToken)
    {
        var version = unreleased ? null : await TaggedVersion.OfAsync(root, PackageSet.VersionPrefix(root), cancellationToken);
        var packages = await screen.WatchAsync(
            "Pack",
            () => version is null
                ? PackageSet.MakeLocalAsync(root, screen.Line, cancellationToken)
                : PackageSet.MakeReleaseAsync(root, version.ToNormalizedString(), screen.Line, cancellationToken),
            made => $"{made.Version}{(made.Made ? "" : ", up to date")}");
        return PackageFile.In(packages.Directory);
    }
}
