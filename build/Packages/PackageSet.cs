using System.Diagnostics;
using System.Xml.Linq;
using TelegramBotStack.Components.Development;

namespace TelegramBotStack.Build.Packages;

/// <summary>The packages of these very sources, with a bill of materials.</summary>
/// <param name="Version">Such as <c>0.1.0</c>, or <c>0.1.0-local.s1b2c3d4e5f60</c>: the hash of the sources is in it.</param>
/// <param name="Directory">Where they are.</param>
/// <param name="Made">Whether they had to be made.</param>
internal sealed record PackageSet(string Version, string Directory, bool Made)
{
    /// <summary>
    /// Packages to work with, in artifacts/packages. NuGet keeps a version it has once seen for good, and so other sources
    /// must be another version.
    /// </summary>
    public static Task<PackageSet> MakeLocalAsync(string root, Action<string> onLine, CancellationToken cancellationToken)
    {
        var hash = SourceHash.Of(root);
        return MakeAsync(root, $"{VersionPrefix(root)}-local.s{hash}", hash, Path.Combine(root, "artifacts", "packages"), onLine, cancellationToken);
    }

    /// <summary>Packages to publish, in artifacts/release.</summary>
    public static Task<PackageSet> MakeReleaseAsync(string root, string version, Action<string> onLine, CancellationToken cancellationToken) =>
        MakeAsync(root, version, SourceHash.Of(root), Path.Combine(root, "artifacts", "release"), onLine, cancellationToken);

    /// <summary>The version of the sources, without what marks a pre-release.</summary>
    public static string VersionPrefix(string root) =>
        XDocument.Load(Path.Combine(root, "Directory.Build.props")).Descendants("VersionPrefix").Single().Value;

    // The same sources are packed once. They are compiled apart from the editor's and the tests' output, which may be in use.
    private static async Task<PackageSet> MakeAsync(
        string root, string version, string sources, string directory, Action<string> onLine, CancellationToken cancellationToken)
    {
        System.IO.Directory.CreateDirectory(directory);
        using var held = await TakeAsync(Path.Combine(root, "artifacts", "pack.lock"), cancellationToken);
        // Written last: packages without it are those of a run that was cut off.
        var complete = Path.Combine(directory, $"{version}.complete");
        if (File.Exists(complete) && await File.ReadAllTextAsync(complete, cancellationToken) == sources)
        {
            return new PackageSet(version, directory, Made: false);
        }

        foreach (var old in System.IO.Directory.EnumerateFiles(directory))
        {
            File.Delete(old);
        }

        await PackAsync(root, version, directory, onLine, cancellationToken);
        RequireAll(root, version, directory);
        await BillOfMaterials.WriteAsync(root, version, directory, cancellationToken);
        await File.WriteAllTextAsync(complete, sources, CancellationToken.None);
        return new PackageSet(version, directory, Made: true);
    }

    // Two at once, as when two test projects begin: the second waits, and then finds everything packed.
    private static async Task<FileStream> TakeAsync(string file, CancellationToken cancellationToken)
    {
        var waiting = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (waiting.Elapsed < TimeSpan.FromMinutes(20))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), cancellationToken);
            }
        }
    }

    private static async Task PackAsync(string root, string version, string directory, Action<string> onLine, CancellationToken cancellationToken)
    {
        // Made the same on every machine: without its paths. The analyzers have their say when the tests are built.
        var exitCode = await ChildProcess.RunAsync(
            "dotnet",
            [
                "pack", "TelegramBotStack.sln", "--configuration", "Release", "--nologo", "--verbosity", "quiet",
                "--artifacts-path", Path.Combine(root, "artifacts", "pack"), "--output", directory, $"-p:Version={version}",
                "-p:ContinuousIntegrationBuild=true", "-p:RunAnalyzers=false",
            ],
            root, onLine, onLine, environment: null, cancellationToken);
        if (exitCode != 0)
        {
            throw new InvalidOperationException($"dotnet pack ended with {exitCode}; its messages are above.");
        }
    }

    // One that is told to end ends with 0, whatever it has not packed.
    private static void RequireAll(string root, string version, string directory)
    {
        foreach (var project in System.IO.Directory.EnumerateDirectories(Path.Combine(root, "src")).SelectMany(folder => System.IO.Directory.EnumerateFiles(folder, "*.csproj")))
        {
            var package = $"{Path.GetFileNameWithoutExtension(project)}.{version}.nupkg";
            if (!File.ReadAllText(project).Contains("<IsPackable>false</IsPackable>", StringComparison.Ordinal) && !File.Exists(Path.Combine(directory, package)))
            {
                throw new InvalidOperationException($"{package} was not packed.");
            }
        }
    }
}
