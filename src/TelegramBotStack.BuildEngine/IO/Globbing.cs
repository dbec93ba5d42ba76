using Microsoft.Extensions.FileSystemGlobbing;
using Microsoft.Extensions.FileSystemGlobbing.Abstractions;

namespace Nuke.Common.IO;

/// <summary>Finds files and directories by patterns: <c>RootDirectory.GlobFiles("src/**/*.csproj")</c>.</summary>
public static class Globbing
{
    /// <summary>Files below a directory that match a pattern; <c>!</c> before a pattern excludes.</summary>
    public static IReadOnlyCollection<AbsolutePath> GlobFiles(this AbsolutePath directory, params string[] patterns)
    {
        ArgumentNullException.ThrowIfNull(directory);
        var root = new DirectoryInfoWrapper(new DirectoryInfo(directory.ToString()));
        return [.. Matching(patterns).Execute(root).Files.Select(file => directory / file.Path).OrderBy(file => file.ToString(), StringComparer.Ordinal)];
    }

    /// <summary>Directories below a directory that match a pattern; <c>!</c> before a pattern excludes.</summary>
    public static IReadOnlyCollection<AbsolutePath> GlobDirectories(this AbsolutePath directory, params string[] patterns)
    {
        ArgumentNullException.ThrowIfNull(directory);
        var matcher = Matching(patterns);
        return
        [
            .. Directory.EnumerateDirectories(directory.ToString(), "*", SearchOption.AllDirectories)
                .Where(candidate => matcher.Match(Path.GetRelativePath(directory.ToString(), candidate)).HasMatches)
                .Order(StringComparer.Ordinal)
                .Select(AbsolutePath.Create),
        ];
    }

    private static Matcher Matching(string[] patterns)
    {
        ArgumentNullException.ThrowIfNull(patterns);
        var matcher = new Matcher(OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);
        matcher.AddIncludePatterns(patterns.Where(pattern => !pattern.StartsWith('!')));
        matcher.AddExcludePatterns(patterns.Where(pattern => pattern.StartsWith('!')).Select(pattern => pattern[1..]));
        return matcher;
    }
}
