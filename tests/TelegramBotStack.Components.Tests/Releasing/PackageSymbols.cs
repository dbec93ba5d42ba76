using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;

namespace TelegramBotStack.Components.Tests.Releasing;

/// <summary>What a debugger and a checker of builds read in a package and its symbols.</summary>
internal static class PackageSymbols
{
    // Portable PDB format: kind of the SourceLink record.
    private static readonly Guid SourceLink = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");

    /// <returns>Whether the compiler says that the same sources make the same assembly.</returns>
    public static bool IsReproducible(byte[] assembly)
    {
        using var reader = new PEReader(new MemoryStream(assembly));
        return reader.ReadDebugDirectory().Any(entry => entry.Type == DebugDirectoryEntryType.Reproducible);
    }

    /// <returns>The names under which the symbols know the source files.</returns>
    public static IReadOnlyList<string> Documents(byte[] symbols) => Read(symbols, reader => (IReadOnlyList<string>)
        [.. reader.Documents.Select(handle => reader.GetString(reader.GetDocument(handle).Name))]);

    /// <returns>Where the sources are to be had; null when the symbols do not say it.</returns>
    public static string? Sources(byte[] symbols) => Read(symbols, reader => reader.CustomDebugInformation
        .Select(reader.GetCustomDebugInformation)
        .Where(record => reader.GetGuid(record.Kind) == SourceLink)
        .Select(record => Encoding.UTF8.GetString(reader.GetBlobBytes(record.Value)))
        .FirstOrDefault());

    /// <summary>Reads a file of a package.</summary>
    public static byte[] Content(ZipArchiveEntry entry)
    {
        using var content = entry.Open();
        using var copy = new MemoryStream();
        content.CopyTo(copy);
        return copy.ToArray();
    }

    private static T Read<T>(byte[] symbols, Func<MetadataReader, T> read)
    {
        using var provider = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(symbols));
        return read(provider.GetMetadataReader());
    }
}
