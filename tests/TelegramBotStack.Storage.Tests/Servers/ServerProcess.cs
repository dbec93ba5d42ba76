using System.Diagnostics;

namespace TelegramBotStack.Storage.Tests.Servers;

/// <summary>A database server that belongs to a test: in a directory of its own, reached by a socket in it.</summary>
internal sealed class ServerProcess(string program, IReadOnlyList<string> arguments) : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly List<string> _output = [];
    private Process? _process;

    /// <summary>Starts it, and returns when it answers.</summary>
    public async Task StartAsync(Func<Task> ask)
    {
        _process = Process.Start(Command(program, arguments))!;
        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        for (var started = TimeProvider.System.GetTimestamp(); ;)
        {
            try
            {
                await ask();
                return;
            }
            catch (Exception exception)
            {
                if (_process.HasExited || TimeProvider.System.GetElapsedTime(started) > Limit)
                {
                    throw new InvalidOperationException($"{program} does not answer:\n{string.Join('\n', _output)}", exception);
                }

                await Task.Delay(50);
            }
        }
    }

    /// <summary>Kills it as the kernel would.</summary>
    public async Task KillAsync()
    {
        _process!.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            await KillAsync();
        }

        _process?.Dispose();
    }

    public static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(Command(program, arguments))!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, $"{program}: {await output}{await error}");
    }

    private static ProcessStartInfo Command(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        start.Environment["LC_ALL"] = "C";
        return start;
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (_output)
        {
            _output.Add(line.Data ?? "");
        }
    }
}
