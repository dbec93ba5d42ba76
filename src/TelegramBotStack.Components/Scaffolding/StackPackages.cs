using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Components.Scaffolding;

/// <summary>The packages that a scaffolded bot is built with.</summary>
internal static class StackPackages
{
    /// <summary>The package that this assembly is in; there is one for each build engine.</summary>
    public static string Components { get; } = Metadata("PackageId");

    /// <summary>The version of this assembly, which the scaffolded bot takes as well.</summary>
    public static string OwnVersion { get; } = typeof(StackPackages).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>Versions of the test packages: those this stack is tested with.</summary>
    public static IReadOnlyDictionary<string, string> TestPackages { get; } = ReadVersions();

    /// <summary>The version to take from a directory with packages: this assembly's, or the newest file.</summary>
    /// <exception cref="DeploymentException">The directory is missing or holds no such package.</exception>
    public static string VersionIn(string feed)
    {
        var name = new Regex($@"^{Regex.Escape(Components)}\.(?<version>[0-9].*)\.nupkg$", RegexOptions.IgnoreCase);
        var versions = (Directory.Exists(feed) ? new DirectoryInfo(feed).GetFiles("*.nupkg") : [])
            .Select(file => (Match: name.Match(file.Name), file.LastWriteTimeUtc))
            .Where(file => file.Match.Success)
            .OrderByDescending(file => file.LastWriteTimeUtc)
            .Select(file => file.Match.Groups["version"].Value)
            .ToList();
        return versions.Contains(OwnVersion)
            ? OwnVersion
            : versions.FirstOrDefault() ?? throw ScaffoldErrors.FeedEmpty(feed, Components);
    }

    private static string Metadata(string key) => typeof(StackPackages).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == key).Value!;

    private static Dictionary<string, string> ReadVersions()
    {
        using var resource = typeof(StackPackages).Assembly.GetManifestResourceStream("Directory.Packages.props")!;
        return XDocument.Load(resource).Descendants("PackageVersion").ToDictionary(
            package => package.Attribute("Include")!.Value, package => package.Attribute("Version")!.Value);
    }
}
