using System.Text.RegularExpressions;

namespace TelegramBotStack.Components.Hosts;

/// <summary>Finds the bot's project in a repository: the only one that makes a program, beside build and tests.</summary>
internal static partial class BotProject
{
    private static readonly string[] Elsewhere = ["bin", "obj", "build", "tests", "test", "node_modules"];

    /// <returns>Its path below the root, with forward slashes.</returns>
    public static string Find(string root, string? given)
    {
        if (given is not null)
        {
            return Path.GetRelativePath(root, Path.GetFullPath(Path.Combine(root, given))).Replace('\\', '/');
        }

        string[] programs =
        [
            .. Projects(new DirectoryInfo(root)).Where(file => Program().IsMatch(File.ReadAllText(file.FullName)))
                .Select(file => Path.GetRelativePath(root, file.FullName).Replace('\\', '/'))
                .Order(StringComparer.Ordinal),
        ];
        return programs is [var one] ? one : throw InitErrors.NoProject(programs);
    }

    private static IEnumerable<FileInfo> Projects(DirectoryInfo directory) =>
        directory.EnumerateFiles("*.csproj").Concat(directory.EnumerateDirectories()
            .Where(child => !child.Name.StartsWith('.') && !Elsewhere.Contains(child.Name) && child.LinkTarget is null)
            .SelectMany(Projects));

    [GeneratedRegex(@"<OutputType>\s*Exe\s*</OutputType>|Sdk=""Microsoft\.NET\.Sdk\.(Web|Worker)""", RegexOptions.IgnoreCase)]
    private static partial Regex Program();
}
