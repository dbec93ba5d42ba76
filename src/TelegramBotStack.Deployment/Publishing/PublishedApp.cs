using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace TelegramBotStack.Deployment.Publishing;

/// <summary>
/// What <c>dotnet publish</c> made, split by how often it changes: the files of packages, and the bot's own.
/// </summary>
/// <param name="EntryAssembly">File name of the assembly to start, such as <c>MyBot.dll</c>.</param>
/// <param name="Dependencies">Files that come from packages.</param>
/// <param name="App">All other files.</param>
internal sealed record PublishedApp(string EntryAssembly, FileSet Dependencies, FileSet App)
{
    public static PublishedApp Read(string directory, string architecture, string entryAssembly)
    {
        var packaged = PackagedFiles(Path.Combine(directory, Path.ChangeExtension(entryAssembly, ".deps.json")));
        var files = Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories)
            .Select(path => new PublishedFile(Path.GetRelativePath(directory, path).Replace('\\', '/'), path))
            .Where(file => IsFor(file.RelativePath, architecture))
            .ToLookup(file => packaged.Contains(file.RelativePath));
        return new PublishedApp(entryAssembly, FileSet.Of(files[true]), FileSet.Of(files[false]));
    }

    // Native files lie in runtimes/<runtime identifier>/.
    private static bool IsFor(string path, string architecture)
    {
        if (path.Split('/') is not ["runtimes", var runtime, ..])
        {
            return true;
        }

        var own = architecture == "arm64" ? "linux-arm64" : "linux-x64";
        return runtime == own || runtime is "linux" or "unix" or "any";
    }

    // Assemblies of a package lie flat in the output folder, its satellites and native files in folders.
    private static HashSet<string> PackagedFiles(string depsFile)
    {
        var packaged = new HashSet<string>(StringComparer.Ordinal);
        using var deps = JsonDocument.Parse(File.ReadAllBytes(depsFile));
        var packages = deps.RootElement.GetProperty("libraries").EnumerateObject()
            .Where(library => library.Value.GetProperty("type").GetString() == "package")
            .Select(library => library.Name)
            .ToHashSet(StringComparer.Ordinal);
        foreach (var target in deps.RootElement.GetProperty("targets").EnumerateObject())
        {
            foreach (var library in target.Value.EnumerateObject().Where(library => packages.Contains(library.Name)))
            {
                foreach (var kind in library.Value.EnumerateObject().Where(kind => kind.Name is "runtime" or "runtimeTargets" or "resources"))
                {
                    foreach (var asset in kind.Value.EnumerateObject())
                    {
                        var name = Path.GetFileName(asset.Name);
                        packaged.Add(kind.Name switch
                        {
                            "resources" => $"{asset.Value.GetProperty("locale").GetString()}/{name}",
                            "runtimeTargets" => asset.Name,
                            _ => name,
                        });
                    }
                }
            }
        }

        return packaged;
    }
}

/// <summary>A published file.</summary>
/// <param name="RelativePath">Path below the publish folder, with forward slashes.</param>
/// <param name="Path">Where it lies.</param>
internal sealed record PublishedFile(string RelativePath, string Path);

/// <summary>Files and a hash over their names and contents.</summary>
/// <param name="Files">The files, by name.</param>
/// <param name="Hash">SHA-256 over names and contents, in hexadecimal; the same files have the same hash everywhere.</param>
internal sealed record FileSet(IReadOnlyList<PublishedFile> Files, string Hash)
{
    public static FileSet Of(IEnumerable<PublishedFile> files)
    {
        PublishedFile[] sorted = [.. files.OrderBy(file => file.RelativePath, StringComparer.Ordinal)];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in sorted)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(file.RelativePath + "\n"));
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(file.Path)));
        }

        return new FileSet(sorted, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
