using System.Security.Cryptography;
using System.Text;

namespace TelegramBotStack.Build.Packages;

/// <summary>A hash of all that the packages are made of.</summary>
internal static class SourceHash
{
    private static readonly string[] Folders = ["src", "templates", "docs"];

    private static readonly string[] FilesOfTheRoot =
    [
        "Directory.Build.props", "Directory.Packages.props", "build-engine.props", "build.sh", "build.ps1", "build.cmd",
        "global.json", ".editorconfig", ".gitattributes", "README.md", ".nuke/completion.ps1", ".nuke/completion.sh",
    ];

    /// <returns>The first 12 hexadecimal digits.</returns>
    public static string Of(string root)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var files = Folders.SelectMany(folder => FilesBelow(new DirectoryInfo(Path.Combine(root, folder))))
            .Concat(FilesOfTheRoot.Select(file => Path.Combine(root, file)))
            .Order(StringComparer.Ordinal);
        foreach (var file in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(root, file).Replace('\\', '/')));
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(file)));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }

    private static IEnumerable<string> FilesBelow(DirectoryInfo directory) =>
        directory.EnumerateFiles().Select(file => file.FullName).Concat(
            directory.EnumerateDirectories().Where(child => child.Name is not ("bin" or "obj")).SelectMany(FilesBelow));
}
