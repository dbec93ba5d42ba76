using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TelegramBotStack.Deployment.Sandbox;

namespace TelegramBotStack.Deployment.Publishing;

/// <summary>
/// What <c>dotnet publish</c> made, split by how often it changes: files of packages, of the solution's other projects,
/// and of the bot's own.
/// </summary>
/// <param name="EntryAssembly">File name of what is started: an assembly such as <c>MyBot.dll</c>, or a native program.</param>
/// <param name="Packages">Files that come from packages.</param>
/// <param name="Projects">Assemblies of projects the bot refers to.</param>
/// <param name="App">All other files.</param>
/// <param name="NeedsAspNetCore">Whether it runs on ASP.NET Core's runtime, as a bot with a webhook does.</param>
internal sealed record PublishedApp(string EntryAssembly, FileSet Packages, FileSet Projects, FileSet App, bool NeedsAspNetCore = false)
{
    private const string Symbols = ".dbg";
    private const string AspNetCore = "Microsoft.AspNetCore.App";

    /// <summary>Whether it is a native program, which needs no .NET.</summary>
    public bool IsNative { get; init; }

    /// <summary>What its container runs: a program and its arguments.</summary>
    public IReadOnlyList<string> Command => IsNative ? [$"/app/{EntryAssembly}"] : ["dotnet", EntryAssembly];

    /// <summary>The image it runs on: the one that is set, unless that is the plain runtime and it needs more.</summary>
    public string BaseImageFor(string configured)
        => NeedsAspNetCore && configured == SandboxSettings.RuntimeImage ? SandboxSettings.AspNetCoreImage : configured;

    public static PublishedApp Read(string directory, string architecture, string entryAssembly)
    {
        using var deps = JsonDocument.Parse(
            File.ReadAllBytes(Path.Combine(directory, Path.ChangeExtension(entryAssembly, ".deps.json"))));
        var packages = Assets(deps, "package", entryAssembly);
        var projects = Assets(deps, "project", entryAssembly);
        var files = Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories)
            .Select(path => new PublishedFile(Path.GetRelativePath(directory, path).Replace('\\', '/'), path))
            .Where(file => IsFor(file.RelativePath, architecture))
            .ToLookup(file => packages.Contains(file.RelativePath) ? "package" : projects.Contains(file.RelativePath) ? "project" : "app");
        return new PublishedApp(entryAssembly, FileSet.Of(files["package"]), FileSet.Of(files["project"]), FileSet.Of(files["app"]), ReadNeedsAspNetCore(directory, entryAssembly));
    }

    /// <summary>Reads what was compiled to a native program; there is no list of what is from where.</summary>
    /// <returns>Null when there is no program: the one that symbols were taken out of.</returns>
    public static PublishedApp? ReadNative(string directory)
    {
        var program = Directory.EnumerateFiles(directory, "*" + Symbols).Select(Path.GetFileNameWithoutExtension)
            .SingleOrDefault(name => File.Exists(Path.Combine(directory, name!)));
        if (program is null)
        {
            return null;
        }

        var files = Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories)
            .Where(path => !path.EndsWith(Symbols, StringComparison.Ordinal) && !path.EndsWith(".pdb", StringComparison.Ordinal))
            .Select(path => new PublishedFile(Path.GetRelativePath(directory, path).Replace('\\', '/'), path))
            .Select(file => file with { IsExecutable = file.RelativePath == program })
            .ToLookup(file => Path.GetExtension(file.RelativePath) == ".so");
        return new PublishedApp(program, FileSet.Of(files[true]), FileSet.Of([]), FileSet.Of(files[false])) { IsNative = true };
    }

    // "framework" names the only one, "frameworks" several; a self-contained program has neither.
    private static bool ReadNeedsAspNetCore(string directory, string entryAssembly)
    {
        var path = Path.Combine(directory, Path.ChangeExtension(entryAssembly, ".runtimeconfig.json"));
        if (!File.Exists(path))
        {
            return false;
        }

        using var configuration = JsonDocument.Parse(File.ReadAllBytes(path));
        var options = configuration.RootElement.GetProperty("runtimeOptions");
        return (options.TryGetProperty("framework", out var one) && IsAspNetCore(one))
            || (options.TryGetProperty("frameworks", out var all) && all.EnumerateArray().Any(IsAspNetCore));
    }

    private static bool IsAspNetCore(JsonElement framework) => framework.GetProperty("name").GetString() == AspNetCore;

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

    // Assemblies lie flat in the output folder, satellites and native files in folders.
    private static HashSet<string> Assets(JsonDocument deps, string type, string entryAssembly)
    {
        var assets = new HashSet<string>(StringComparer.Ordinal);
        var libraries = deps.RootElement.GetProperty("libraries").EnumerateObject()
            .Where(library => library.Value.GetProperty("type").GetString() == type)
            .Select(library => library.Name)
            .ToHashSet(StringComparer.Ordinal);
        foreach (var target in deps.RootElement.GetProperty("targets").EnumerateObject())
        {
            foreach (var library in target.Value.EnumerateObject().Where(library => libraries.Contains(library.Name)))
            {
                foreach (var kind in library.Value.EnumerateObject().Where(kind => kind.Name is "runtime" or "runtimeTargets" or "resources"))
                {
                    foreach (var asset in kind.Value.EnumerateObject())
                    {
                        var name = Path.GetFileName(asset.Name);
                        assets.Add(kind.Name switch
                        {
                            "resources" => $"{asset.Value.GetProperty("locale").GetString()}/{name}",
                            "runtimeTargets" => asset.Name,
                            _ => name,
                        });
                    }
                }
            }
        }

        assets.Remove(entryAssembly);
        return assets;
    }
}

/// <summary>A published file.</summary>
/// <param name="RelativePath">Path below the publish folder, with forward slashes.</param>
/// <param name="Path">Where it lies.</param>
/// <param name="IsExecutable">Whether it is started. Default: no.</param>
internal sealed record PublishedFile(string RelativePath, string Path, bool IsExecutable = false);

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
