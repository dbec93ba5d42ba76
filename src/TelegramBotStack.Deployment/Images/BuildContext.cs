using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using TelegramBotStack.Deployment.Publishing;

namespace TelegramBotStack.Deployment.Images;

/// <summary>
/// A compressed tar with a Dockerfile and the files it copies. Times and owners are fixed, so that Docker's cache
/// sees only contents.
/// </summary>
internal static class BuildContext
{
    public static async Task<MemoryStream> PackAsync(
        string dockerfile, IEnumerable<PublishedFile> files, CancellationToken cancellationToken)
    {
        var context = new MemoryStream();
        await using (var compressed = new GZipStream(context, CompressionLevel.Optimal, leaveOpen: true))
        await using (var tar = new TarWriter(compressed, TarEntryFormat.Pax))
        {
            await WriteAsync("Dockerfile", new MemoryStream(Encoding.UTF8.GetBytes(dockerfile)), TarModes.File);
            await WriteDirectoryAsync(Dockerfiles.Folder + "/");
            await WriteDirectoryAsync("data/");
            foreach (var file in files)
            {
                await using var content = File.OpenRead(file.Path);
                await WriteAsync($"{Dockerfiles.Folder}/{file.RelativePath}", content, file.IsExecutable ? TarModes.Executable : TarModes.File);
            }

            async Task WriteAsync(string name, Stream content, UnixFileMode mode) => await tar.WriteEntryAsync(
                new PaxTarEntry(TarEntryType.RegularFile, name)
                {
                    DataStream = content,
                    Mode = mode,
                    ModificationTime = DateTimeOffset.UnixEpoch,
                },
                cancellationToken);

            async Task WriteDirectoryAsync(string name) => await tar.WriteEntryAsync(
                new PaxTarEntry(TarEntryType.Directory, name)
                {
                    Mode = TarModes.Executable,
                    ModificationTime = DateTimeOffset.UnixEpoch,
                },
                cancellationToken);
        }

        context.Position = 0;
        return context;
    }
}
