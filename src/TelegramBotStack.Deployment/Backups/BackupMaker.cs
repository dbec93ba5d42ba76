using System.Diagnostics;
using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.Reflection;
using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Docker;
using TelegramBotStack.Deployment.Encryption;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Operations;
using TelegramBotStack.Deployment.Releases;

namespace TelegramBotStack.Deployment.Backups;

/// <summary>
/// Makes a backup: a copy on the host while the bot stands still, then an encrypted file at home that has been restored to a
/// scratch place and checked before it gets its name.
/// </summary>
internal sealed class BackupMaker(DeploymentSession session, IDeploymentLog log)
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromSeconds(3);

    private readonly BackupDirectory home = new(session.Settings);
    private readonly HostSnapshots snapshots = new(session.Host, session.Store.Directory);

    private BackupSettings Settings => session.Settings.Backup;

    /// <summary>The copies on the host.</summary>
    public HostSnapshots Snapshots => snapshots;

    /// <summary>The backups at home.</summary>
    public BackupDirectory Home => home;

    /// <summary>Copies the data on the host.</summary>
    /// <returns>The copy; null when there are no data yet.</returns>
    /// <exception cref="DeploymentException">It failed; the bot runs on.</exception>
    public Task<HostSnapshot?> CopyAsync(BackupKind kind, HostState state, CancellationToken cancellationToken) =>
        session.Runtime is DockerRuntime
            ? snapshots.TakeAsync(Order(kind, state), cancellationToken)
            : throw BackupErrors.OtherMethod(session.Bot);

    /// <summary>How a copy of this bot is made.</summary>
    public SnapshotOrder Order(BackupKind kind, HostState state) => new()
    {
        Bot = session.Bot,
        StateDirectory = session.Store.Directory,
        Kind = kind,
        DataVolume = state.DataVolume ?? Names.DataVolume(session.Bot),
        DockerSocket = session.Settings.Host.DockerSocket,
        Keep = Settings.Keep,
        KeepDays = Settings.KeepDays,
        By = DeploymentSession.Me,
    };

    /// <summary>Brings a copy home, checks it, and then deletes the backups that are older than they need be.</summary>
    /// <exception cref="DeploymentException">It failed; no part of the backup is left at home.</exception>
    public async Task<BackupReport> BringHomeAsync(HostSnapshot snapshot, CancellationToken cancellationToken)
    {
        var identities = await new IdentityFile().ReadOrCreateAsync(
            path => log.Note($"Made your identity {path}: without it no backup can be read. Keep a copy of it elsewhere."), cancellationToken);
        var file = home.FileOf(snapshot.Id);
        var made = await FetchAsync(snapshot, file, identities, [identities[0].Recipient, .. Settings.Recipients], cancellationToken);
        home.Prune(TimeProvider.System.GetUtcNow());
        foreach (var odd in made.Odd)
        {
            log.Note($"Look at this: {odd}");
        }

        return Report(made.Manifest, file, made.Odd);
    }

    /// <summary>Turns a copy into a checked backup file.</summary>
    /// <param name="snapshot">The copy.</param>
    /// <param name="file">Where the file goes; one of the same name is replaced.</param>
    /// <param name="identities">Who reads it, to check it.</param>
    /// <param name="recipients">Who can read it.</param>
    /// <param name="cancellationToken">Stops; nothing is left.</param>
    public async Task<CheckedBackup> FetchAsync(
        HostSnapshot snapshot,
        string file,
        IReadOnlyCollection<AgeIdentity> identities,
        IReadOnlyCollection<AgeRecipient> recipients,
        CancellationToken cancellationToken)
    {
        var directory = Path.GetDirectoryName(file)!;
        BackupCheck.EnsureRoom(directory, snapshot.Bytes * 2);
        CheckedBackup? made = null;
        await BackupCheck.KeepingAsync(directory, async () =>
        {
            using var scratch = ScratchDirectory.Make(directory);
            var data = Path.Combine(scratch.Path, "data");
            var unfinished = Path.Combine(scratch.Path, Path.GetFileName(file));
            var manifest = await UnpackAsync(snapshot, data, cancellationToken);
            await BackupArchive.WriteAsync(unfinished, manifest, data, recipients, cancellationToken);
            Directory.Delete(data, recursive: true);
            made = await BackupCheck.RunAsync(unfinished, identities, directory, cancellationToken);
            File.Move(unfinished, file, overwrite: true);
        });
        return made!;
    }

    /// <summary>What is told of a backup at home.</summary>
    public static BackupReport Report(BackupManifest manifest, string file, IReadOnlyList<string> odd) => new()
    {
        Bot = manifest.Bot,
        Host = manifest.Host,
        Id = manifest.Id,
        Path = file,
        Kind = manifest.Kind,
        Release = manifest.Release,
        Bytes = new FileInfo(file).Length,
        Files = manifest.Count,
        DataBytes = manifest.Bytes,
        FreezeMilliseconds = manifest.FreezeMilliseconds,
        Verified = true,
        Odd = odd,
    };

    /// <summary>Runs a part of the work as a step on the screen.</summary>
    public async Task<T> StepAsync<T>(string name, Func<Task<T>> run, Func<T, string?> result)
    {
        var started = Stopwatch.GetTimestamp();
        log.StepStarted(name);
        try
        {
            var made = await run();
            log.StepDone(name, Stopwatch.GetElapsedTime(started), result(made));
            return made;
        }
        catch
        {
            log.StepFailed(name, Stopwatch.GetElapsedTime(started));
            throw;
        }
    }

    private async Task<BackupManifest> UnpackAsync(HostSnapshot snapshot, string data, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(data);
        var leftOut = new List<string>();
        var limits = TarLimits.Of(new DriveInfo(Path.GetFullPath(data)).AvailableFreeSpace);
        var content = await snapshots.ReadAsync(
            snapshot,
            async stream =>
            {
                await using var plain = new GZipStream(stream, CompressionMode.Decompress, leaveOpen: true);
                await using var tar = new TarReader(plain);
                var found = await TarExtractor.ReadAsync(tar, data, limits, leftOut.Add, DataPath, cancellationToken);
                await plain.CopyToAsync(Stream.Null, cancellationToken);
                return found;
            },
            Progress(snapshot),
            cancellationToken);
        foreach (var other in leftOut)
        {
            log.Note($"Left out, since a backup holds files and directories only: {other}");
        }

        return new BackupManifest
        {
            Format = BackupManifest.CurrentFormat,
            Id = snapshot.Id,
            Bot = session.Bot,
            Host = session.Settings.Host.Name,
            Kind = snapshot.Kind,
            Release = snapshot.Release.Length > 0 ? snapshot.Release : null,
            CreatedAt = snapshot.CreatedAt,
            FreezeMilliseconds = snapshot.FreezeMilliseconds,
            TokenFingerprint = snapshot.TokenFingerprint,
            StackVersion = typeof(BackupMaker).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "",
            Count = content.Files.Count,
            Bytes = content.Bytes,
            LeftOut = leftOut,
            Directories = content.Directories,
            Files = content.Files,
        };
    }

    private Action<long> Progress(HostSnapshot snapshot)
    {
        var told = Stopwatch.GetTimestamp();
        return bytes =>
        {
            if (Stopwatch.GetElapsedTime(told) > ProgressInterval)
            {
                told = Stopwatch.GetTimestamp();
                log.Note(string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0 / 1024.0:0.0} of {snapshot.Bytes / 1024.0 / 1024.0:0.0} MB have arrived"));
            }
        };
    }

    // What an instance keeps about itself is no data: see the process contract.
    private static string? DataPath(string path) =>
        path == ".botstack" || path.StartsWith(".botstack/", StringComparison.Ordinal) ? null : path;
}
