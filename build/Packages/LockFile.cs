using System.Text.Json;

namespace TelegramBotStack.Build.Packages;

/// <summary>Reads packages.lock.json (NuGet: "Locking dependencies").</summary>
internal static class LockFile
{
    /// <returns>What was resolved, by name, for the project's one framework; other projects of this repository are left out.</returns>
    public static IReadOnlyDictionary<string, LockedPackage> Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return document.RootElement.GetProperty("dependencies").EnumerateObject().First().Value.EnumerateObject()
            .Where(package => package.Value.TryGetProperty("resolved", out _))
            .ToDictionary(
                package => package.Name,
                package => new LockedPackage(
                    package.Value.GetProperty("resolved").GetString()!,
                    package.Value.TryGetProperty("dependencies", out var needed) ? [.. needed.EnumerateObject().Select(other => other.Name)] : []),
                StringComparer.OrdinalIgnoreCase);
    }
}

/// <summary>A package that was resolved.</summary>
/// <param name="Version">The version that was taken.</param>
/// <param name="Dependencies">Names of the packages that it needs.</param>
internal sealed record LockedPackage(string Version, IReadOnlyList<string> Dependencies);
