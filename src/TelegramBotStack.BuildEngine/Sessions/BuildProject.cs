using Nuke.Common.IO;

namespace Nuke.Common.Sessions;

/// <summary>Finds the project that a build was compiled from: next to the assembly or above it.</summary>
internal static class BuildProject
{
    public static AbsolutePath? Find(AbsolutePath? assembly)
    {
        for (var directory = assembly?.Parent; directory is not null; directory = directory.Parent)
        {
            if (Directory.EnumerateFiles(directory.ToString(), "*.csproj").Order(StringComparer.Ordinal).FirstOrDefault() is { } project)
                return AbsolutePath.Create(project);
        }

        return null;
    }
}
