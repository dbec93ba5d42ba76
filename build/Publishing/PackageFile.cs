using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using NuGet.Packaging;
using NuGet.Versioning;

namespace TelegramBotStack.Build.Publishing;

/// <summary>A package that was made here.</summary>
/// <param name="Path">The file.</param>
/// <param name="Id">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Dependencies">Names of the packages that it needs.</param>
internal sealed record PackageFile(string Path, string Id, NuGetVersion Version, IReadOnlyList<string> Dependencies)
{
    /// <summary>Size in bytes.</summary>
    public long Bytes => new FileInfo(Path).Length;

    /// <summary>The symbols beside it; null when it has none.</summary>
    public string? Symbols => System.IO.Path.ChangeExtension(Path, ".snupkg") is var symbols && File.Exists(symbols) ? symbols : null;

    /// <summary>The packages in a directory, each after those it needs: whoever sees one can get what it needs.</summary>
    public static IReadOnlyList<PackageFile> In(string directory)
    {
        var waiting = Directory.EnumerateFiles(directory, "*.nupkg").Order(StringComparer.Ordinal).Select(Read).ToList();
        var ordered = new List<PackageFile>();
        while (waiting.Find(package => !package.Dependencies.Any(needed => waiting.Exists(other => other.Id == needed))) is { } next)
        {
            waiting.Remove(next);
            ordered.Add(next);
        }

        return [.. ordered, .. waiting];
    }

    /// <summary>
    /// A hash of what is in a package. Not of the file: feeds sign it, and packing names one of its parts at random.
    /// </summary>
    public static string ContentHash(Stream package)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var archive = new ZipArchive(package, ZipArchiveMode.Read, leaveOpen: true);
        foreach (var entry in archive.Entries.Where(entry => !IsOfThePacking(entry.FullName)).OrderBy(entry => entry.FullName, StringComparer.Ordinal))
        {
            using var content = entry.Open();
            hash.AppendData(Encoding.UTF8.GetBytes(entry.FullName));
            hash.AppendData(SHA256.HashData(content));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static PackageFile Read(string path)
    {
        using var reader = new PackageArchiveReader(path);
        var identity = reader.NuspecReader.GetIdentity();
        return new PackageFile(
            path, identity.Id, identity.Version,
            [.. reader.NuspecReader.GetDependencyGroups().SelectMany(group => group.Packages).Select(package => package.Id).Distinct()]);
    }

    private static bool IsOfThePacking(string entry) =>
        entry is ".signature.p7s" or "_rels/.rels" or "[Content_Types].xml" || entry.EndsWith(".psmdcp", StringComparison.Ordinal);
}
