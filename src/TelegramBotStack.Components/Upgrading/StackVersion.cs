using System.Text.RegularExpressions;

namespace TelegramBotStack.Components.Upgrading;

/// <summary>Finds and sets the versions of the stack's packages in MSBuild files, and leaves all else as it is.</summary>
internal static partial class StackVersion
{
    private static readonly string[] Patterns = ["*.props", "*.targets", "*.csproj"];
    private static readonly string[] ForeignFolders = [".git", ".nuke", "bin", "obj", "artifacts", "node_modules"];

    /// <returns>The text with all versions of the stack's packages, and the property they refer to, set.</returns>
    public static string Set(string text, string version)
    {
        text = Property().Replace(text, match => match.Groups[1].Value + version + match.Groups[2].Value);
        // A version in terms of a property is that property's business.
        return Package().Replace(text, tag => Attribute().Replace(tag.Value, match => match.Groups[1].Value + version + "\""));
    }

    /// <returns>Paths of the repository's MSBuild files, with <c>/</c> between folders.</returns>
    public static IEnumerable<string> FilesIn(string repository) => Below(new DirectoryInfo(repository))
        .Select(file => Path.GetRelativePath(repository, file.FullName).Replace('\\', '/'))
        .Order(StringComparer.Ordinal);

    private static IEnumerable<FileInfo> Below(DirectoryInfo directory) =>
        Patterns.SelectMany(directory.EnumerateFiles).Concat(directory.EnumerateDirectories()
            .Where(child => !ForeignFolders.Contains(child.Name) && child.LinkTarget is null)
            .SelectMany(Below));

    [GeneratedRegex(@"(<TelegramBotStackVersion>\s*)[^<$]*?(\s*</TelegramBotStackVersion>)")]
    private static partial Regex Property();

    [GeneratedRegex(@"<Package(?:Version|Reference)\b[^>]*\b(?:Include|Update)=""TelegramBotStack(?:\.[A-Za-z.]+)?""[^>]*>")]
    private static partial Regex Package();

    [GeneratedRegex(@"(\bVersion(?:Override)?="")[^""$]*""")]
    private static partial Regex Attribute();
}
