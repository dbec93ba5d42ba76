using System.Diagnostics;
using Nuke.Common.Reporting;

namespace Nuke.Common.Tooling;

/// <summary>Runs one process, collects its lines and ends it when its time is over or the build is interrupted.</summary>
internal sealed class ToolProcess : IProcess
{
    private readonly Process _process;
    private readonly TimeSpan? _timeLimit;
    private readonly CancellationToken _interrupted;
    private readonly List<Output> _output = [];

    private ToolProcess(Process process, string arguments, TimeSpan? timeLimit, CancellationToken interrupted)
    {
        _process = process;
        _timeLimit = timeLimit;
        _interrupted = interrupted;
        Arguments = arguments;
    }

    public string FileName => _process.StartInfo.FileName;
    public string Arguments { get; }
    public string WorkingDirectory => _process.StartInfo.WorkingDirectory;
    public int ExitCode => _process.ExitCode;
    public bool HasExited => _process.HasExited;

    public IReadOnlyCollection<Output> Output
    {
        get
        {
            lock (_output)
                return [.. _output];
        }
    }

    public static ToolProcess Start(ProcessStartInfo start, SecretMask secrets, TimeSpan? timeLimit, Action<Output> received, CancellationToken interrupted)
    {
        var process = new Process { StartInfo = start };
        var tool = new ToolProcess(process, secrets.Apply(start.Arguments), timeLimit, interrupted);
        process.OutputDataReceived += (_, line) => tool.Receive(OutputType.Std, line.Data, secrets, received);
        process.ErrorDataReceived += (_, line) => tool.Receive(OutputType.Err, line.Data, secrets, received);
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return tool;
    }

    public void Kill() => _process.Kill(entireProcessTree: true);

    public bool WaitForExit()
    {
        using var stop = _interrupted.Register(KillIfRunning);
        if (_timeLimit is { } limit && !_process.WaitForExit(limit))
        {
            KillIfRunning();
            return false;
        }

        // Without a limit this also waits until the streams have been read to their end.
        _process.WaitForExit();
        return true;
    }

    public void Dispose() => _process.Dispose();

    private void KillIfRunning()
    {
        try
        {
            if (!_process.HasExited)
                Kill();
        }
        catch (InvalidOperationException) when (_process.HasExited)
        {
            // It ended between the question and the signal.
        }
    }

    private void Receive(OutputType type, string? text, SecretMask secrets, Action<Output> received)
    {
        if (text is null)
            return;
        var line = new Output { Type = type, Text = secrets.Apply(text) };
        lock (_output)
            _output.Add(line);
        received(line);
    }
}
