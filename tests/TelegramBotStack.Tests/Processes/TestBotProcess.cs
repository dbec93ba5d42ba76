using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using TelegramBotStack.Simulator;
using TelegramBotStack.Status;

namespace TelegramBotStack.Tests.Processes;

/// <summary>An instance of the test bot as a process of its own.</summary>
internal sealed partial class TestBotProcess : IAsyncDisposable
{
    public const int SigKill = 9;
    public const int SigTerm = 15;
    public static readonly int SigUsr1 = OperatingSystem.IsMacOS() ? 30 : 10;

    // A process has its code compiled twice over before it answers; on a machine with 60 others at work that took a minute.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private readonly ConcurrentQueue<string> _output = new();
    private readonly Process _process;
    private readonly string _statusPath;

    private TestBotProcess(string program, string dataDirectory, string name, IEnumerable<string> arguments)
    {
        Name = name;
        _statusPath = Path.Combine(dataDirectory, ".botstack", "instances", name + ".json");
        _process = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet")
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                ArgumentList = { Path.Combine(AppContext.BaseDirectory, program) },
            },
        };
        foreach (var argument in arguments)
        {
            _process.StartInfo.ArgumentList.Add(argument);
        }

        _process.OutputDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        _process.ErrorDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
    }

    public string Name { get; }

    public string Output => string.Join('\n', _output);

    public int Id => _process.Id;

    public int ExitCode => _process.ExitCode;

    public static TestBotProcess Start(TelegramSimulator telegram, string name, params string[] arguments)
        => Start(telegram.DataDirectory, name, [.. telegram.Arguments, .. arguments]);

    /// <param name="name">Empty for a process that is no instance.</param>
    public static TestBotProcess Start(string dataDirectory, string name, params string[] arguments)
        => StartProgram("TelegramBotStack.TestBot.dll", dataDirectory, name, arguments);

    public static TestBotProcess StartProgram(string program, string dataDirectory, string name, params string[] arguments)
    {
        var bot = new TestBotProcess(
            program, dataDirectory, name, name.Length > 0 ? [.. arguments, $"--BOTSTACK_INSTANCE={name}"] : arguments);
        bot._process.Start();
        bot._process.BeginOutputReadLine();
        bot._process.BeginErrorReadLine();
        return bot;
    }

    public InstanceStatus? Status()
        => File.Exists(_statusPath) ? JsonSerializer.Deserialize(File.ReadAllBytes(_statusPath), ContractJson.Default.InstanceStatus) : null;

    public Task<InstanceStatus> Reaches(InstanceState state, CancellationToken cancellationToken)
        => Reaches(status => status.State == state, state.ToString(), cancellationToken);

    public async Task<InstanceStatus> Reaches(Func<InstanceStatus, bool> condition, string what, CancellationToken cancellationToken)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var hasExited = _process.HasExited;
            if (Status() is { } status && condition(status))
            {
                return status;
            }

            hasExited.ShouldBeFalse($"{Name} exited instead of reaching '{what}':\n{Output}");
            TimeProvider.System.GetElapsedTime(since).ShouldBeLessThan(Limit, $"{Name} does not reach '{what}': {Status()}\n{Output}");
            await Task.Delay(10, cancellationToken);
        }
    }

    public void Signal(int signal)
    {
        if (kill(_process.Id, signal) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    public async Task<int> Exits(CancellationToken cancellationToken)
    {
        try
        {
            await _process.WaitForExitAsync(cancellationToken).WaitAsync(Limit, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"{Name} does not exit: {Status()}\n{Output}");
        }

        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int kill(int process, int signal);
}
