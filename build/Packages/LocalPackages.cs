using System.Diagnostics;
using System.Xml.Linq;

namespace TelegramBotStack.Build.Packages;

/// <summary>Packages of these very sources, in artifacts/packages.</summary>
/// <param name="Version">Such as <c>0.1.0-local.s1b2c3d4e5f60</c>: the hash of the sources is in it.</param>
/// <param name="Directory">Where they are.</param>
/// <param name="Made">Whether they had to be made.</param>
internal sealed record LocalPackages(string Version, string Directory, bool Made)
{
    /// <summary>
    /// NuGet keeps a version it has once seen for good, and so other sources must be another version; the same sources
    /// are packed once. They are compiled apart from the editor's and the tests' output, which may be in use.
    /// </summary>
    public static async Task<LocalPackages> MakeAsync(string root)
    {
        var version = $"{VersionPrefix(root)}-local.s{SourceHash.Of(root)}";
        var directory = Path.Combine(root, "artifacts", "packages");
        System.IO.Directory.CreateDirectory(directory);
        // Written last: packages without it are those of a run that was cut off.
        var complete = Path.Combine(directory, $"{version}.complete");
        if (File.Exists(complete))
        {
            return new LocalPackages(version, directory, Made: false);
        }

        foreach (var old in System.IO.Directory.EnumerateFiles(directory, "*-local.*"))
        {
            File.Delete(old);
        }

        await PackAsync(root, version, directory);
        RequireAll(root, version, directory);
        await File.WriteAllTextAsync(complete, "");
        return new LocalPackages(version, directory, Made: true);
    }

    private static async Task PackAsync(string root, string version, string directory)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [
                "pack", "TelegramBotStack.sln", "--configuration", "Release", "--nologo", "--verbosity", "quiet",
                "--artifacts-path", Path.Combine(root, "artifacts", "pack"), "--output", directory, $"-p:Version={version}",
            ])
        {
            WorkingDirectory = root,
        };
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"dotnet pack ended with {process.ExitCode}; its messages are above.");
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

    private static string VersionPrefix(string root) =>
        XDocument.Load(Path.Combine(root, "Directory.Build.props")).Descendants("VersionPrefix").Single().Value;
}
