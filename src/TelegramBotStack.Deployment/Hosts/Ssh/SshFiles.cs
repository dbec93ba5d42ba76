using System.Globalization;
using System.Text;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Hosts.Ssh;

/// <summary>
/// Files of a host through constant scripts, each one command on the one connection. SFTP would need a connection
/// of its own with SSH.NET, and more round trips for an atomic write.
/// </summary>
internal sealed class SshFiles(SshHost host)
{
    private const string Read = """
        IFS= read -r path
        cat "$path"
        """;

    // The size tells a content that was cut off with the connection from a whole one.
    private const string Write = """
        IFS= read -r path; IFS= read -r mode; IFS= read -r size
        part=$path.$$.tmp
        umask 077
        trap 'rm -f "$part"' EXIT
        trap 'exit 1' HUP INT TERM
        cat >"$part" && [ "$(wc -c <"$part")" -eq "$size" ] && chmod "$mode" "$part" \
          && { sync "$part" 2>/dev/null; mv -f "$part" "$path"; } && exit 0
        df -Pk "${path%/*}/" 2>/dev/null | tail -n 1
        exit 1
        """;

    private const string List = """
        IFS= read -r path
        ls -1A "$path/"
        """;

    private const string MakeDirectory = """
        IFS= read -r path; IFS= read -r mode
        [ -d "$path" ] || mkdir -p -m "$mode" "$path"
        """;

    private const string Delete = """
        IFS= read -r path
        rm -f "$path"
        """;

    private static readonly string[] Missing = ["No such file or directory", "Not a directory", "Directory nonexistent", "nonexistent directory"];

    public async Task<byte[]?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var result = await RunAsync(Read, [path], default, cancellationToken);
        return result.ExitCode == 0 ? result.Output : IsMissing(result) ? null : throw Failed(path, result);
    }

    public async Task WriteAsync(
        string path, ReadOnlyMemory<byte> content, UnixFileMode mode, CancellationToken cancellationToken)
    {
        string[] lines = [path, Octal(mode), content.Length.ToString(CultureInfo.InvariantCulture)];
        Check(await RunAsync(Write, lines, content, cancellationToken), path);
    }

    public async Task<IReadOnlyList<string>> ListAsync(string path, CancellationToken cancellationToken)
    {
        var result = await RunAsync(List, [path], default, cancellationToken);
        if (result.ExitCode != 0)
        {
            return IsMissing(result) ? [] : throw Failed(path, result);
        }

        var names = Encoding.UTF8.GetString(result.Output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return [.. names.Order(StringComparer.Ordinal)];
    }

    public async Task CreateDirectoryAsync(string path, UnixFileMode mode, CancellationToken cancellationToken) =>
        Check(await RunAsync(MakeDirectory, [path, Octal(mode)], default, cancellationToken), path);

    public async Task DeleteAsync(string path, CancellationToken cancellationToken)
    {
        var result = await RunAsync(Delete, [path], default, cancellationToken);
        if (!IsMissing(result))
        {
            Check(result, path);
        }
    }

    private static string Octal(UnixFileMode mode) => Convert.ToString((int)mode, 8).PadLeft(4, '0');

    private static bool IsMissing(SshResult result) =>
        result.ExitCode != 0 && Missing.Any(text => result.Error.Contains(text, StringComparison.Ordinal));

    private Task<SshResult> RunAsync(
        string script, string[] lines, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        lines[0].StartsWith('/')
            ? host.RunBytesAsync(new HostCommand(script, HostScripts.Lines(lines, content)), cancellationToken)
            : throw new ArgumentException($"'{lines[0]}' is not an absolute path.");

    private void Check(SshResult result, string path)
    {
        if (result.ExitCode != 0)
        {
            throw Failed(path, result);
        }
    }

    private DeploymentException Failed(string path, SshResult result)
    {
        var error = result.Error.Trim();
        if (error.Contains("No space left on device", StringComparison.Ordinal)
            || error.Contains("Disk quota exceeded", StringComparison.Ordinal))
        {
            return HostErrors.DiskFull(host.Name, path, FreeBytes(result));
        }

        return error.Contains("Permission denied", StringComparison.Ordinal)
            || error.Contains("Operation not permitted", StringComparison.Ordinal)
            || error.Contains("Read-only file system", StringComparison.Ordinal)
                ? HostErrors.FileForbidden(host.Name, path)
                : HostErrors.FileFailed(host.Name, path, error.Length > 0 ? error : $"exit code {result.ExitCode}");
    }

    // The last line of "df -Pk" (POSIX): file system, size, used, available, all in KiB.
    private static long? FreeBytes(SshResult result)
    {
        var fields = Encoding.UTF8.GetString(result.Output).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > 3 && long.TryParse(fields[3], CultureInfo.InvariantCulture, out var free) ? free * 1024 : null;
    }
}
