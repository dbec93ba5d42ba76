using System.Security.Cryptography;
using TelegramBotStack.Deployment.Backups;
using TelegramBotStack.Deployment.Encryption;
using TelegramBotStack.Deployment.Tests.Hosts;

namespace TelegramBotStack.Deployment.Tests.Backups;

/// <summary>A backup of a few files, written as for a real one.</summary>
internal sealed class MadeBackup : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public AgeIdentity Identity { get; } = AgeIdentity.Create();

    public string Data => directory["data"];

    public string File => directory["made.botbackup"];

    public string Scratch => directory["scratch"];

    public void Add(string path, ReadOnlySpan<byte> content)
    {
        var file = Path.Combine(Data, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        System.IO.File.WriteAllBytes(file, content.ToArray());
    }

    public async Task<BackupManifest> WriteAsync(Func<BackupManifest, BackupManifest>? edit = null)
    {
        Directory.CreateDirectory(Data);
        BackupFile[] files =
        [
            .. Directory.GetFiles(Data, "*", SearchOption.AllDirectories)
                .Select(file => new BackupFile(
                    Path.GetRelativePath(Data, file).Replace('\\', '/'),
                    new FileInfo(file).Length,
                    UnixFileMode.UserRead | UnixFileMode.UserWrite,
                    new DateTimeOffset(2026, 11, 24, 2, 15, 0, TimeSpan.Zero),
                    Convert.ToHexStringLower(SHA256.HashData(System.IO.File.ReadAllBytes(file)))))
                .OrderBy(file => file.Path, StringComparer.Ordinal),
        ];
        var manifest = new BackupManifest
        {
            Format = BackupManifest.CurrentFormat,
            Id = "20261124T021500Z-1f3b9c",
            Bot = "echo",
            Host = "server.example.org",
            Kind = BackupKind.Manual,
            CreatedAt = BackupId.Time("20261124T021500Z-1f3b9c"),
            FreezeMilliseconds = 41.5,
            Count = files.Length,
            Bytes = files.Sum(file => file.Size),
            Files = files,
        };
        manifest = edit is null ? manifest : edit(manifest);
        System.IO.File.Delete(File);
        await BackupArchive.WriteAsync(File, manifest, Data, [Identity.Recipient], TestContext.Current.CancellationToken);
        return manifest;
    }

    public Task<CheckedBackup> CheckAsync(AgeIdentity? identity = null) =>
        BackupCheck.RunAsync(File, [identity ?? Identity], Scratch, TestContext.Current.CancellationToken);

    public void Dispose() => directory.Dispose();
}
