using NuGet.Configuration;
using NuGet.Packaging;
using TelegramBotStack.Build.Publishing;

namespace TelegramBotStack.Build.Packages;

/// <summary>The packages made here, what they need, what that needs, and so on: from their own words and the lock files.</summary>
internal sealed class MaterialGraph
{
    private readonly FallbackPackagePathResolver folders;
    private readonly SortedDictionary<string, Material> materials = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedSet<string>> needed = [];

    private MaterialGraph(string root) => folders = new FallbackPackagePathResolver(NuGetPathContext.Create(Settings.LoadDefaultSettings(root)));

    /// <summary>All, in the order of their references.</summary>
    public IEnumerable<Material> Materials => materials.Values;

    /// <summary>Those made here.</summary>
    public IReadOnlyList<Material> Own { get; private set; } = [];

    /// <summary>References of the packages that a package needs by itself.</summary>
    public IEnumerable<string> NeededBy(Material material) => needed[material.Reference];

    /// <param name="root">The repository, with a lock file for each project.</param>
    /// <param name="packages">The packages made from it.</param>
    public static MaterialGraph Of(string root, IReadOnlyList<PackageFile> packages)
    {
        var graph = new MaterialGraph(root);
        var own = packages.ToDictionary(package => package.Id, package => graph.Add(Material.Read(package.Path)), StringComparer.OrdinalIgnoreCase);
        graph.Own = [.. own.Values.OrderBy(material => material.Reference, StringComparer.Ordinal)];
        foreach (var package in packages)
        {
            // A lock file also has what only the build of the project needs; the package itself does not name it.
            var resolved = LockFile.Read(Path.Combine(root, "src", package.Id, "packages.lock.json"));
            var seen = own.ToDictionary(pair => pair.Key, pair => pair.Value.Reference, StringComparer.OrdinalIgnoreCase);
            graph.needed[own[package.Id].Reference].UnionWith(package.Dependencies.Select(name => graph.AddResolved(name, resolved, seen)));
        }

        return graph;
    }

    private Material Add(Material material)
    {
        if (materials.TryAdd(material.Reference, material))
        {
            needed.Add(material.Reference, new SortedSet<string>(StringComparer.Ordinal));
        }

        return material;
    }

    private string AddResolved(string name, IReadOnlyDictionary<string, LockedPackage> resolved, Dictionary<string, string> seen)
    {
        if (seen.TryGetValue(name, out var reference))
        {
            return reference;
        }

        var material = Add(Material.Read(FileOf(name, resolved[name])));
        seen.Add(name, material.Reference);
        needed[material.Reference].UnionWith(resolved[name].Dependencies.Select(further => AddResolved(further, resolved, seen)));
        return material.Reference;
    }

    private string FileOf(string name, LockedPackage package) => Path.Combine(
        folders.GetPackageDirectory(name, package.Version) ?? throw new InvalidOperationException($"{name} {package.Version} is not in the package folder."),
        $"{name}.{package.Version}.nupkg".ToLowerInvariant());
}
