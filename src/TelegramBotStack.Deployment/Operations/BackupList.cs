using TelegramBotStack.Deployment.Backups;
using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Encryption;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Operations;

/// <summary>Lists the backups at home and the copies on the host. Changes nothing and takes no lock.</summary>
public static class BackupList
{
    /// <summary>Reads the manifests here and on the host. A host that cannot be reached is named, and fails nothing.</summary>
    public static async Task<BackupListReport> RunAsync(DeploySettings settings, OperationRequest request, CancellationToken cancellationToken)
    {
        var home = new BackupDirectory(settings);
        var identities = await new IdentityFile().ReadAsync(cancellationToken);
        var found = new Dictionary<string, ListedBackup>(StringComparer.Ordinal);
        foreach (var id in home.Ids())
        {
            found[id] = await ReadAsync(id, home.FileOf(id), identities, cancellationToken);
        }

        string? problem = null;
        try
        {
            await using var session = await DeploymentSession.OpenAsync(settings, request.Prompts, changes: false, cancellationToken);
            foreach (var copy in await new HostSnapshots(session.Host, session.Store.Directory).ListAsync(cancellationToken))
            {
                found[copy.Id] = found.TryGetValue(copy.Id, out var both)
                    ? both with { OnHost = true }
                    : new ListedBackup(copy.Id, copy.CreatedAt, copy.Kind, copy.Release, copy.Bytes, null, copy.FreezeMilliseconds, AtHome: false, OnHost: true, null);
            }
        }
        catch (DeploymentException error)
        {
            problem = $"{error.Code} {error.Message}";
        }

        return new BackupListReport(
            settings.Bot.Name, settings.Host.Name, home.Path, [.. found.Values.OrderBy(backup => backup.Id, StringComparer.Ordinal)], problem);
    }

    private static async Task<ListedBackup> ReadAsync(
        string id, string file, IReadOnlyCollection<AgeIdentity> identities, CancellationToken cancellationToken)
    {
        var bytes = new FileInfo(file).Length;
        try
        {
            await using var reader = await BackupReader.OpenAsync(file, identities, cancellationToken);
            var manifest = reader.Manifest;
            return new ListedBackup(
                id, manifest.CreatedAt, manifest.Kind, manifest.Release, bytes, manifest.Count, manifest.FreezeMilliseconds, AtHome: true, OnHost: false, null);
        }
        catch (DeploymentException error)
        {
            return new ListedBackup(id, BackupId.Time(id), null, null, bytes, null, null, AtHome: true, OnHost: false, $"{error.Code} {error.Message}");
        }
    }
}

/// <summary>The backups of a bot.</summary>
/// <param name="Bot">The bot.</param>
/// <param name="Host">The host.</param>
/// <param name="Directory">Where those at home are.</param>
/// <param name="Backups">The backups, oldest first.</param>
/// <param name="HostProblem">Why the copies on the host could not be listed; null when they were.</param>
public sealed record BackupListReport(
    string Bot, string Host, string Directory, IReadOnlyList<ListedBackup> Backups, string? HostProblem);

/// <summary>One backup.</summary>
/// <param name="Id">Its id.</param>
/// <param name="CreatedAt">When it was made, in UTC.</param>
/// <param name="Kind">What it was made for; null when it cannot be read.</param>
/// <param name="Release">The release that ran.</param>
/// <param name="Bytes">Size of its file.</param>
/// <param name="Files">How many files are in it; null for a copy on the host alone.</param>
/// <param name="FreezeMilliseconds">For how long the bot stood still.</param>
/// <param name="AtHome">Whether it is on this machine.</param>
/// <param name="OnHost">Whether it is on the host.</param>
/// <param name="Problem">Why it cannot be read here; null when it can.</param>
public sealed record ListedBackup(
    string Id, DateTimeOffset CreatedAt, BackupKind? Kind, string? Release, long Bytes, int? Files, double? FreezeMilliseconds,
    bool AtHome, bool OnHost, string? Problem);
