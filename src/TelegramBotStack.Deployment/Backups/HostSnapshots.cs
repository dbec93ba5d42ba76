using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Hosts;

namespace TelegramBotStack.Deployment.Backups;

/// <summary>The copies of a bot's data on its host: made, listed, read and deleted by constant scripts.</summary>
internal sealed class HostSnapshots(IHost host, string stateDirectory)
{
    private const string List = """
        IFS= read -r directory
        cd "$directory" 2>/dev/null || exit 0
        for file in *.json; do
          [ -f "${file%.json}.tar.gz" ] && cat "$file" && echo
        done
        exit 0
        """;

    private const string Read = """
        IFS= read -r path
        exec cat "$path"
        """;

    private const string Delete = """
        IFS= read -r directory
        while IFS= read -r name; do
          rm -f "$directory/$name.json" "$directory/$name.tar.gz" || exit 1
        done
        """;

    private const string DeleteAll = """
        IFS= read -r directory
        rm -rf "$directory"
        """;

    private static readonly TimeSpan CopyLimit = TimeSpan.FromMinutes(30);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private string Directory => $"{stateDirectory}/backups";

    /// <summary>Copies the data while the bot runs; it stands still for the moment in which the copy is made whole.</summary>
    /// <returns>The copy; null when there are no data.</returns>
    /// <exception cref="DeploymentException">It failed; the bot runs on, and no copy is left.</exception>
    public async Task<HostSnapshot?> TakeAsync(SnapshotOrder order, CancellationToken cancellationToken)
    {
        var input = HostScripts.Lines(SnapshotScript.Input(order));
        var result = await host.RunAsync(new HostCommand(SnapshotScript.Text, input, CopyLimit), cancellationToken);
        var said = result.Output.Trim().Split('\n')[^1];
        return result.ExitCode switch
        {
            0 => JsonSerializer.Deserialize<HostSnapshot>(said, Json),
            SnapshotScript.NothingCode => null,
            SnapshotScript.NoSpaceCode => throw NoSpace(said.Split(' ', 4)),
            SnapshotScript.BusyCode => throw BackupErrors.Busy(host.Name, said),
            SnapshotScript.NoToolCode => throw HostErrors.ShellMissing(host.Name, said),
            SnapshotScript.NotThawedByUsCode => throw BackupErrors.FreezeBroken(host.Name, Reason(result)),
            _ when IsDiskFull(result) => throw BackupErrors.NoSpaceOnHost(host.Name, Directory, null, null),
            _ => throw BackupErrors.CopyFailed(host.Name, Reason(result)),
        };
    }

    /// <summary>The copies on the host, oldest first.</summary>
    public async Task<IReadOnlyList<HostSnapshot>> ListAsync(CancellationToken cancellationToken)
    {
        var result = await host.RunAsync(new HostCommand(List, HostScripts.Line(Directory)), cancellationToken);
        return
        [
            .. result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(Parse).OfType<HostSnapshot>()
                .Where(snapshot => BackupId.IsId(snapshot.Id))
                .OrderBy(snapshot => snapshot.Id, StringComparer.Ordinal),
        ];
    }

    /// <summary>Reads a copy, and makes sure that it is the one that was made.</summary>
    /// <param name="snapshot">The copy.</param>
    /// <param name="read">Reads the archive; what it leaves is read after it.</param>
    /// <param name="progress">Told how many bytes have arrived.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<T> ReadAsync<T>(
        HostSnapshot snapshot, Func<Stream, Task<T>> read, Action<long> progress, CancellationToken cancellationToken)
    {
        var path = $"{Directory}/{NameOf(snapshot)}.tar.gz";
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, host.ConnectionLost);
        await using var process = await host.StartAsync(new HostCommand(Read, HostScripts.Line(path)), stop.Token);
        await using var hashing = new HashingStream(process.OutputBytes, progress);
        T result;
        try
        {
            result = await read(hashing);
            await hashing.CopyToAsync(Stream.Null, stop.Token);
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException or IOException or OperationCanceledException)
        {
            throw cancellationToken.IsCancellationRequested ? new OperationCanceledException(cancellationToken)
                : host.ConnectionLost.IsCancellationRequested ? HostErrors.ConnectionLost(host.Name, error)
                : BackupErrors.Damaged($"{path} on {host.Name}", error.Message, error);
        }

        return hashing.Hash() == snapshot.Sha256
            ? result
            : throw (host.ConnectionLost.IsCancellationRequested
                ? HostErrors.ConnectionLost(host.Name)
                : BackupErrors.Damaged($"{path} on {host.Name}", "it is not what was written there."));
    }

    public Task DeleteAsync(IEnumerable<HostSnapshot> snapshots, CancellationToken cancellationToken) =>
        host.RunAsync(new HostCommand(Delete, HostScripts.Lines([Directory, .. snapshots.Select(NameOf)])), cancellationToken);

    /// <summary>Deletes all copies.</summary>
    public Task DeleteAllAsync(CancellationToken cancellationToken) =>
        host.RunAsync(new HostCommand(DeleteAll, HostScripts.Line(Directory)), cancellationToken);

    private static string NameOf(HostSnapshot snapshot) => $"{snapshot.Id}.{snapshot.Kind.ToString().ToLowerInvariant()}";

    private static HostSnapshot? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<HostSnapshot>(line, Json);
        }
        catch (JsonException)
        {
            return null; // cut short by a full disk
        }
    }

    private static string Reason(HostCommandResult result)
    {
        string[] said = [.. (result.Output + "\n" + result.Error).Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];
        return said is [] ? $"exit code {result.ExitCode}" : string.Join(' ', said.TakeLast(3));
    }

    private static bool IsDiskFull(HostCommandResult result) =>
        (result.Output + result.Error).Contains("No space left on device", StringComparison.Ordinal);

    private DeploymentException NoSpace(string[] said) => said.Length == 4
        && long.TryParse(said[1], CultureInfo.InvariantCulture, out var needed) && long.TryParse(said[2], CultureInfo.InvariantCulture, out var free)
        ? BackupErrors.NoSpaceOnHost(host.Name, said[3], needed * 1024, free * 1024)
        : BackupErrors.NoSpaceOnHost(host.Name, Directory, null, null);
}
