using System.Diagnostics;

namespace TelegramBotStack.Components.Development;

/// <summary>
/// <c>dotnet watch</c> and what it starts. Ctrl-C at a terminal goes to every process there, and some of them would be gone
/// before the bot has finished; so they ignore it, which a child inherits, and are ended from here, in order. Should this
/// process be killed, a shell that waits for that ends them.
/// </summary>
internal sealed class DevWatch : IAsyncDisposable
{
    private const string IgnoreInterrupt = """trap "" INT; exec "$@" """;

    // Ends at the first line; at the end of input, without one, whoever was to write it is gone.
    private const string Guard = """trap "" INT TERM HUP; read -r line || { kill -TERM "$1"; rm -rf "$2"; } 2>/dev/null""";

    private readonly Process process;
    private readonly Process? guard;
    private readonly Task reading;

    private DevWatch(Process process, Process? guard, Task reading)
    {
        this.process = process;
        this.guard = guard;
        this.reading = reading;
    }

    /// <summary>Completes when it has ended and all its lines are read.</summary>
    public async Task<int> WaitAsync()
    {
        await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        await reading.ConfigureAwait(false);
        return process.ExitCode;
    }

    /// <param name="project">The bot's project file.</param>
    /// <param name="directory">The repository's root.</param>
    /// <param name="variables">Variables of the bot; null removes one.</param>
    /// <param name="transient">A directory that is deleted should this process be killed.</param>
    /// <param name="onLine">Called with each line of output, one at a time.</param>
    public static DevWatch Start(
        string project, string directory, IReadOnlyDictionary<string, string?> variables, string transient, Action<string> onLine)
    {
        string[] watch = ["dotnet", "watch", "--non-interactive", "--no-launch-profile", "--project", project, "run"];
        var start = OperatingSystem.IsWindows()
            ? new ProcessStartInfo(watch[0], watch[1..])
            : new ProcessStartInfo("sh", ["-c", IgnoreInterrupt, "sh", .. watch]);
        start.WorkingDirectory = directory;
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;

        // learn.microsoft.com/dotnet/core/tools/dotnet-watch, "Environment variables".
        start.Environment["DOTNET_WATCH_RESTART_ON_RUDE_EDIT"] = "1";
        start.Environment["DOTNET_WATCH_SUPPRESS_EMOJIS"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.StandardInput.Close();
        var gate = new Lock();
        var reading = Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));
        return new DevWatch(process, StartGuard(process, transient), reading);

        async Task ReadAsync(StreamReader reader)
        {
            while (await reader.ReadLineAsync(CancellationToken.None).ConfigureAwait(false) is { } line)
            {
                lock (gate)
                {
                    onLine(line);
                }
            }
        }
    }

    /// <summary>Ends what still runs.</summary>
    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        process.Dispose();
        if (guard is not null)
        {
            await guard.StandardInput.WriteLineAsync("done").ConfigureAwait(false);
            guard.StandardInput.Close();
            await guard.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            guard.Dispose();
        }
    }

    private static Process? StartGuard(Process process, string transient)
    {
        if (OperatingSystem.IsWindows())
        {
            return null;
        }

        var id = process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Process.Start(new ProcessStartInfo("sh", ["-c", Guard, "sh", id, transient]) { RedirectStandardInput = true });
    }
}
