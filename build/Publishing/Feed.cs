using System.Net;
using NuGet.Common;
using NuGet.Configuration;
using NuGet.Protocol;
using NuGet.Protocol.Core.Types;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Build.Publishing;

/// <summary>Where packages are published to.</summary>
internal sealed class Feed : IDisposable
{
    private const int PushTimeoutInSeconds = 300;

    private readonly SourceRepository repository;
    private readonly string? key;
    private readonly SourceCacheContext cache = new() { NoCache = true, DirectDownload = true };

    private Feed(PackageSource source, string? key)
    {
        repository = Repository.Factory.GetCoreV3(source);
        this.key = key;
        Name = source.Source;
    }

    /// <summary>What it is called in messages.</summary>
    public string Name { get; }

    /// <param name="source">URL, directory, or name in nuget.config.</param>
    /// <param name="root">Where nuget.config is looked for.</param>
    /// <param name="key">The key to push with.</param>
    /// <exception cref="DeploymentException">Nothing can be pushed there.</exception>
    public static Feed Open(string? source, string root, string? key)
    {
        if (string.IsNullOrWhiteSpace(source))
        {
            throw PublishErrors.NoSource(null, "");
        }

        // One in nuget.config may have credentials there.
        var configured = PackageSourceProvider.LoadPackageSources(Settings.LoadDefaultSettings(root))
            .FirstOrDefault(known => known.Name.Equals(source, StringComparison.OrdinalIgnoreCase) || known.Source.Equals(source, StringComparison.OrdinalIgnoreCase));
        if (configured is { IsHttp: true } || Uri.TryCreate(source, UriKind.Absolute, out var address) && !address.IsFile)
        {
            return new Feed(configured ?? OverHttp(source), key);
        }

        var directory = Path.GetFullPath(configured?.Source ?? source);
        return Directory.Exists(directory)
            ? new Feed(new PackageSource(directory), key)
            : throw PublishErrors.NoSource(source, "there is no such directory, and no such source in nuget.config.");
    }

    /// <returns>Whether the feed has this version of the package, and the same.</returns>
    public async Task<PublishState> StateOfAsync(PackageFile package, CancellationToken cancellationToken)
    {
        var versions = await RequiredAsync<FindPackageByIdResource>(cancellationToken);
        using var there = new MemoryStream();
        if (!await versions.CopyNupkgToStreamAsync(package.Id, package.Version, there, cache, NullLogger.Instance, cancellationToken))
        {
            return PublishState.New;
        }

        there.Position = 0;
        await using var here = File.OpenRead(package.Path);
        return PackageFile.ContentHash(there) == PackageFile.ContentHash(here) ? PublishState.Published : PublishState.Different;
    }

    /// <summary>Pushes a package and its symbols.</summary>
    public async Task PushAsync(PackageFile package, CancellationToken cancellationToken)
    {
        var push = await RequiredAsync<PackageUpdateResource>(cancellationToken);
        var symbols = package.Symbols is null ? null : await repository.GetResourceAsync<SymbolPackageUpdateResourceV3>(cancellationToken);
        await push.PushAsync(
            [package.Path], symbols?.SourceUri.AbsoluteUri ?? "", PushTimeoutInSeconds, disableBuffering: false,
            _ => key!, _ => key!, noServiceEndpoint: false, skipDuplicate: false, allowSnupkg: symbols is not null,
            repository.PackageSource.AllowInsecureConnections, NullLogger.Instance);
    }

    /// <summary>What failed, in words that can be shown.</summary>
    /// <param name="error">What the feed or the way to it threw.</param>
    /// <param name="pushed">What had been pushed before.</param>
    public DeploymentException Explain(Exception error, string pushed)
    {
        var chain = Chain(error).ToList();
        // A server may say anything, the key among it.
        var inner = key is not null && error.ToString().Contains(key, StringComparison.Ordinal) ? null : error;
        if (chain.OfType<HttpRequestException>().Any(answer => answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden))
        {
            return PublishErrors.KeyRefused(Name, key is not null, pushed, inner);
        }

        var reason = chain[^1].Message.TrimEnd('.') + ".";
        return PublishErrors.FeedFailed(Name, key is null ? reason : reason.Replace(key, "…", StringComparison.Ordinal), pushed, inner);
    }

    /// <summary>Forgets what was asked.</summary>
    public void Dispose() => cache.Dispose();

    private static IEnumerable<Exception> Chain(Exception? error)
    {
        for (; error is not null; error = error.InnerException)
        {
            yield return error;
        }
    }

    private async Task<T> RequiredAsync<T>(CancellationToken cancellationToken)
        where T : class, INuGetResource =>
        await repository.GetResourceAsync<T>(cancellationToken) ?? throw new InvalidOperationException("It is no feed that packages can be pushed to");

    private static PackageSource OverHttp(string source)
    {
        var address = new Uri(source);
        if (address.UserInfo.Length > 0)
        {
            throw PublishErrors.NoSource(address.GetComponents(UriComponents.AbsoluteUri & ~UriComponents.UserInfo, UriFormat.UriEscaped), "a password in it could be read by others.");
        }

        return address switch
        {
            { Scheme: "https" } => new PackageSource(source),
            { Scheme: "http", IsLoopback: true } => new PackageSource(source) { AllowInsecureConnections = true },
            _ => throw PublishErrors.NoSource(source, "only https keeps the key secret on its way."),
        };
    }
}
