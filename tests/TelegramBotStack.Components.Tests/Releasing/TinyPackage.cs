using System.IO.Compression;
using NuGet.Packaging;
using NuGet.Packaging.Core;
using NuGet.Versioning;

namespace TelegramBotStack.Components.Tests.Releasing;

/// <summary>A package with one file in it, made in no time.</summary>
internal static class TinyPackage
{
    public static readonly NuGetVersion Version = NuGetVersion.Parse("1.2.3");

    /// <summary>Makes it in a directory, with symbols beside it.</summary>
    public static void Make(string directory, string id, string content, params string[] needs)
    {
        Directory.CreateDirectory(directory);
        var builder = new PackageBuilder { Id = id, Version = Version, Description = "A test." };
        builder.Authors.Add("Ada");
        builder.DependencyGroups.Add(new PackageDependencyGroup(
            NuGet.Frameworks.NuGetFramework.AnyFramework, needs.Select(needed => new PackageDependency(needed, new VersionRange(Version)))));
        var source = Path.Combine(directory, $"{id}.txt");
        File.WriteAllText(source, content);
        builder.Files.Add(new PhysicalPackageFile { SourcePath = source, TargetPath = $"content/{id}.txt" });
        using (var package = File.Create(Path.Combine(directory, $"{id}.{Version}.nupkg")))
        {
            builder.Save(package);
        }

        File.Delete(source);
        using var symbols = ZipFile.Open(Path.Combine(directory, $"{id}.{Version}.snupkg"), ZipArchiveMode.Create);
        symbols.CreateEntryFromFile(Path.Combine(directory, $"{id}.{Version}.nupkg"), "symbols");
    }
}
