using System.Diagnostics;
using System.Globalization;

namespace TelegramBotStack.Benchmarks;

/// <summary>A process of a measurement, on a processor of its own where the system can do that.</summary>
internal sealed class MeasuredProcess : IAsyncDisposable
{
    private readonly Process _process;

    private MeasuredProcess(Process process) => _process = process;

    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public long PeakMemory
    {
        get
        {
            _process.Refresh();
            return _process.PeakWorkingSet64;
        }
    }

    public long Memory
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    public StreamReader Output => _process.StandardOutput;

    public static MeasuredProcess Start(
        string program, IEnumerable<string> arguments, int processor, IReadOnlyDictionary<string, string>? environment = null)
    {
        var pinned = File.Exists("/usr/bin/taskset") && Environment.ProcessorCount > 1;
        var start = pinned
            ? new ProcessStartInfo("/usr/bin/taskset", ["-c", processor.ToString(CultureInfo.InvariantCulture), program, .. arguments])
            : new ProcessStartInfo(program, arguments);
        start.RedirectStandardOutput = true;
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return new MeasuredProcess(Process.Start(start)!);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
