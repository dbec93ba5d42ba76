using System.Diagnostics;

namespace TelegramBotStack.Simulator.Tests.Control;

/// <summary>The stand-alone program, started as a process of its own and killed if a test leaves it running.</summary>
internal sealed class SimulatorProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private SimulatorProcess(Process process, string baseUrl)
    {
        _process = process;
        BaseUrl = baseUrl;
    }

    public string BaseUrl { get; }

    public int Id => _process.Id;

    public static Process StartRaw(params IEnumerable<string> arguments)
    {
        // A test run in the background of a shell ignores SIGINT, and so would its children.
        IEnumerable<string> command = OperatingSystem.IsLinux() ? ["env", "--default-signal=INT", "dotnet"] : ["dotnet"];
        string[] line = [.. command, typeof(TelegramSimulator).Assembly.Location, .. arguments];
        return Process.Start(new ProcessStartInfo(line[0], line[1..]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
    }

    public static async Task<SimulatorProcess> StartAsync(params IEnumerable<string> arguments)
    {
        var process = StartRaw(arguments);
        var address = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask()
            .WaitAsync(Patience, TestContext.Current.CancellationToken);
        return new SimulatorProcess(process, address ?? throw new InvalidOperationException(await process.StandardError.ReadToEndAsync()));
    }

    /// <summary>Sends a signal by its name and returns the exit code.</summary>
    public async Task<int> EndBy(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{Id}"]);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
