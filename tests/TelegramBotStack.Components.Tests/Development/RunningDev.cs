using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace TelegramBotStack.Components.Tests.Development;

/// <summary>The target Dev of a bot's repository, as its author has it at a terminal.</summary>
internal sealed class RunningDev : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> lines = new();
    private readonly Process process = new();

    public RunningDev(string repository, IReadOnlyDictionary<string, string?> environment)
    {
        // Not through the bootstrapper: a signal has to reach the build itself. A shell starts background jobs with SIGINT
        // ignored, which children inherit and .NET respects.
        string[] command = OperatingSystem.IsLinux() ? ["env", "--default-signal=INT", "dotnet"] : ["dotnet"];
        process.StartInfo = new ProcessStartInfo(
            command[0], [.. command[1..], Path.Combine(repository, "build", "bin", "Debug", "_build.dll"), "Dev"])
        {
            WorkingDirectory = repository,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            process.StartInfo.Environment[name] = value;
        }

        process.OutputDataReceived += (_, line) => lines.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => lines.Enqueue(line.Data ?? "");
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int ProcessId => process.Id;

    public string Output => string.Join('\n', lines);

    /// <summary>As Ctrl-C does; returns the exit code.</summary>
    public async Task<int> InterruptAsync(CancellationToken cancellationToken)
    {
        (await Command.RunAsync("kill", ["-s", "INT", ProcessId.ToString(CultureInfo.InvariantCulture)], ".")).ShouldEndWith(0);
        await process.WaitForExitAsync(cancellationToken).WaitAsync(TimeSpan.FromMinutes(2), cancellationToken);
        return process.ExitCode;
    }

    public async Task ShowsAsync(string text, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(5));
        while (!Output.Contains(text, StringComparison.Ordinal))
        {
            (process.HasExited || limit.IsCancellationRequested).ShouldBeFalse($"'{text}' did not come:\n{Output}");
            await Task.Delay(50, CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }
}
