using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace TelegramBotStack.Components.Tests.Releasing;

/// <summary>What a debugger and a checker of builds read in a package and its symbols.</summary>
internal static class PackageSymbols
{
    /// <returns>Whether the compiler says that the same sources make the same assembly.</returns>
    public static bool IsReproducible(byte[] assembly)
    {
        using var reader = new PEReader(new MemoryStream(assembly));
        return reader.ReadDebugDirectory().Any(entry => entry.Type == DebugDirectoryEntryType.Reproducible);
    }

    /// <returns>The names under which the symbols know the source files.</returns>
    public static IReadOnlyList<string> Documents(byte[] symbols)
    {
        using var provider = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(symbols));
        var reader = provider.GetMetadataReader();
        return [.. reader.Documents.Select(handle => reader.GetString(reader.GetDocument(handle).Name))];
    }

    /// <summary>Reads a file of a package.</summary>
    public static byte[] Content(ZipArchiveEntry entry)
    {
        using var content = entry.Open();
        using var copy = new MemoryStream();
        content.CopyTo(copy);
        return copy.ToArray();
    }
}
