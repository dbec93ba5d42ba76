using System.Diagnostics;
using System.Text;

namespace TelegramBotStack.TestSupport;

/// <summary>A command as a person runs it: at a terminal, which the program <c>script</c> of util-linux makes.</summary>
internal sealed class Terminal : IAsyncDisposable
{
    public const int Columns = 100;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private readonly Process process;
    private readonly Task reading;
    private readonly StringBuilder output = new();
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Terminal(Process process)
    {
        this.process = process;
        reading = ReadAsync();
    }

    /// <summary>What is on the screen, from the first line on.</summary>
    public IReadOnlyList<TerminalLine> Screen
    {
        get
        {
            lock (output)
            {
                return TerminalText.Read(output.ToString());
            }
        }
    }

    /// <param name="command">As it is typed.</param>
    /// <param name="directory">Where.</param>
    /// <param name="environment">Variables in addition; null takes one away.</param>
    public static Terminal Start(string command, string directory, IReadOnlyDictionary<string, string?> environment)
    {
        // Some shells stay the parent of their last command, and then end by the Ctrl-C that it has taken in good order. Others
        // have their background jobs ignore it, which all that is started by tests that run as one inherits.
        var start = new ProcessStartInfo("script", ["-qefc", $"stty cols {Columns} rows 40; exec env --default-signal=INT {command}", "/dev/null"])
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new Terminal(Process.Start(start)!);
    }

    public async Task TypeAsync(string keys)
    {
        await process.StandardInput.WriteAsync(keys);
        await process.StandardInput.FlushAsync();
    }

    /// <summary>Waits until the screen shows a text.</summary>
    public async Task ShowsAsync(string text, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        while (true)
        {
            var next = changed.Task;
            if (Screen.Any(line => line.Text.Contains(text, StringComparison.Ordinal)))
            {
                return;
            }

            (reading.IsCompleted || limit.IsCancellationRequested).ShouldBeFalse($"'{text}' did not come:\n{Shown}");
            await Task.WhenAny(next, reading, Task.Delay(Timeout.InfiniteTimeSpan, limit.Token));
        }
    }

    public async Task ShouldEndWellAsync(CancellationToken cancellationToken)
    {
        await process.WaitForExitAsync(cancellationToken).WaitAsync(Limit, cancellationToken);
        await reading;
        process.ExitCode.ShouldBe(0, Shown);
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

    private string Shown => string.Join('\n', Screen.Select(line => line.Text));

    private async Task ReadAsync()
    {
        var buffer = new char[4096];
        int length;
        while ((length = await process.StandardOutput.ReadAsync(buffer)) > 0)
        {
            lock (output)
            {
                output.Append(buffer, 0, length);
            }

            Interlocked.Exchange(ref changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
        }
    }
}
