using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using TelegramBotStack.Deployment.Images;
using TelegramBotStack.Deployment.Publishing;

namespace TelegramBotStack.Deployment.Systemd;

/// <summary>The files of a published bot by their hash, so that a host is only sent those it lacks.</summary>
internal sealed class AppFiles
{
    private readonly IReadOnlyList<(string Key, PublishedFile File)> files;

    private AppFiles(string program, IReadOnlyList<(string Key, PublishedFile File)> files)
    {
        Program = program;
        this.files = files;
    }

    /// <summary>Path of the program below the app's folder.</summary>
    public string Program { get; }

    /// <summary>A line for each file: its key, a tab and its path.</summary>
    public IEnumerable<string> Manifest => files.Select(entry => $"{entry.Key}\t{entry.File.RelativePath}");

    public static AppFiles Of(PublishedApp app)
    {
        var program = Path.GetFileNameWithoutExtension(app.EntryAssembly);
        return new AppFiles(program, [
            .. new[] { app.Packages, app.Projects, app.App }
                .SelectMany(set => set.Files)
                .Select(file => (Key(file, file.RelativePath == program), file)),
        ]);
    }

    /// <summary>A compressed tar of the files with the given keys; nothing when there are none.</summary>
    public async Task<byte[]> PackAsync(IReadOnlySet<string> keys, CancellationToken cancellationToken)
    {
        using var archive = new MemoryStream();
        await using (var compressed = new GZipStream(archive, CompressionLevel.Optimal, leaveOpen: true))
        await using (var tar = new TarWriter(compressed, TarEntryFormat.Ustar))
        {
            foreach (var (key, file) in files.DistinctBy(entry => entry.Key).Where(entry => keys.Contains(entry.Key)))
            {
                await using var content = File.OpenRead(file.Path);
                await tar.WriteEntryAsync(
                    new UstarTarEntry(TarEntryType.RegularFile, key)
                    {
                        DataStream = content,
                        Mode = key.EndsWith('x') ? TarModes.Executable : TarModes.File,
                    },
                    cancellationToken);
            }
        }

        return archive.ToArray();
    }

    private static string Key(PublishedFile file, bool isProgram)
    {
        using var content = File.OpenRead(file.Path);
        return Convert.ToHexStringLower(SHA256.HashData(content)) + (isProgram || Path.GetFileName(file.Path) == "createdump" ? "x" : "");
    }
}
