using System.Text;
using System.Text.Json;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Hosts;

namespace TelegramBotStack.Deployment.Releases;

/// <summary>
/// A bot's state directory on a host: <c>state.json</c>, replaced atomically, and <c>audit.log</c>, one JSON line for
/// each deployment, put aside as <c>audit.log.1</c> at 1 MiB. Read and written under the host's lock, except for reports.
/// </summary>
internal sealed class ReleaseStore(IHost host, string directory)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private static readonly JsonSerializerOptions JsonLine = new(JsonSerializerDefaults.Web);

    private string StateFile => $"{directory}/state.json";

    private string AuditFile => $"{directory}/audit.log";

    /// <summary>Path of the lock file.</summary>
    public string LockFile => $"{directory}/lock";

    /// <summary>The state directory.</summary>
    public string Directory => directory;

    /// <summary>Finds the state directory: the one that exists, else below /var/lib where it may be made, else in the user's home.</summary>
    /// <param name="host">The host.</param>
    /// <param name="bot">The bot's name.</param>
    /// <param name="configured">The directory that deploy.yaml names, of all bots; null for none.</param>
    /// <param name="make">Whether it is made when it does not exist. Without, nothing is changed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<ReleaseStore> OpenAsync(
        IHost host, string bot, string? configured, bool make, CancellationToken cancellationToken)
    {
        // The script is constant; the names come as data, a line each.
        const string script = """
            set -eu
            read -r bot
            read -r configured
            read -r make
            umask 077
            shared=/var/lib/botstack/$bot
            own=$HOME/.botstack/$bot
            if [ -n "$configured" ]; then dir=$configured/$bot
            elif [ -w "$shared" ]; then dir=$shared
            elif [ -w "$own" ]; then dir=$own
            elif [ "$make" = yes ] && mkdir -p "$shared" 2>/dev/null; then dir=$shared
            else dir=$own
            fi
            if [ "$make" = yes ]; then mkdir -p "$dir"; fi
            printf '%s\n' "$dir"
            """;
        var input = $"{bot}\n{configured}\n{(make ? "yes" : "no")}\n";
        var result = await host.RunAsync(new HostCommand(script, Encoding.UTF8.GetBytes(input)), cancellationToken);
        return result.ExitCode == 0
            ? new ReleaseStore(host, result.Output.Trim())
            : throw DeployErrors.NoStateDirectory(host.Name, result.Error.Trim());
    }

    public async Task<HostState> ReadAsync(CancellationToken cancellationToken)
    {
        var content = await host.ReadFileAsync(StateFile, cancellationToken);
        try
        {
            return content is null ? new HostState() : JsonSerializer.Deserialize<HostState>(content, Json) ?? new HostState();
        }
        catch (JsonException error)
        {
            throw DeployErrors.DamagedState(host.Name, StateFile, error);
        }
    }

    public Task WriteAsync(HostState state, CancellationToken cancellationToken) =>
        host.WriteFileAsync(StateFile, JsonSerializer.SerializeToUtf8Bytes(state, Json), OwnerOnly, cancellationToken);

    public async Task AuditAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        const string script = """
            set -eu
            read -r file
            umask 077
            cat >> "$file"
            if [ "$(wc -c < "$file")" -gt 1048576 ]; then mv -f "$file" "$file.1"; fi
            """;
        var input = $"{AuditFile}\n{JsonSerializer.Serialize(entry, JsonLine)}\n";
        await host.RunAsync(new HostCommand(script, Encoding.UTF8.GetBytes(input)), cancellationToken);
    }

    public async Task<IReadOnlyList<AuditEntry>> ReadAuditAsync(CancellationToken cancellationToken)
    {
        var older = host.ReadFileAsync($"{AuditFile}.1", cancellationToken);
        var content = await host.ReadFileAsync(AuditFile, cancellationToken);
        return [.. Lines(await older).Concat(Lines(content)).Select(Parse).OfType<AuditEntry>()];

        static string[] Lines(byte[]? file) =>
            file is null ? [] : Encoding.UTF8.GetString(file).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    // A deployer that died while it wrote leaves half a line; the others are still worth showing.
    private static AuditEntry? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<AuditEntry>(line, JsonLine);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>One line of the audit trail.</summary>
/// <param name="At">When the operation ended.</param>
/// <param name="By">Who ran it.</param>
/// <param name="Operation">What was run, such as <c>DeployUp</c>.</param>
/// <param name="Release">The release it was about.</param>
/// <param name="Outcome">How it ended: <c>done</c>, or an error code.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record AuditEntry(DateTimeOffset At, string By, string Operation, string? Release, string Outcome, double Seconds);
