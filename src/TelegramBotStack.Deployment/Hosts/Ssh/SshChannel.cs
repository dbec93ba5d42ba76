using System.IO.Pipelines;
using Renci.SshNet;

namespace TelegramBotStack.Deployment.Hosts.Ssh;

/// <summary>
/// A command in an SSH channel as two streams. SSH.NET's streams block: a thread of its own reads for each channel
/// instead of one of the pool's few, so that many may be open, and a read can be cancelled.
/// </summary>
internal sealed class SshChannel : IAsyncDisposable
{
    private const int BufferSize = 64 * 1024;

    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SendLimit = TimeSpan.FromSeconds(2);

    private readonly SshCommand command;
    private readonly TaskCompletionSource<int> exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SshInput input;
    private readonly Pipe pipe;
    private readonly Action closed;
    private int disposed;

    private SshChannel(SshCommand command, Task execution, TrafficMeter meter, Action closed)
    {
        this.closed = closed;
        this.command = command;

        // SSH.NET has the data already; holding its reader back would save nothing.
        pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 0, useSynchronizationContext: false));
        _ = WatchAsync(execution);
        input = new SshInput(OpenInput(command), Exited);
        Input = new TrafficStream(input, meter);
        Output = new TrafficStream(pipe.Reader.AsStream(), meter);
        _ = Task.Factory.StartNew(
            PumpAsync, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public Stream Input { get; }

    public Stream Output { get; }

    /// <summary>The exit code; -1 when a signal or a lost connection ended the command.</summary>
    public Task<int> Exited => exited.Task;

    /// <summary>What the command wrote as errors; to be read once it has ended.</summary>
    public string Error => command.Error;

    /// <summary>The same while the command runs; reading it blocks.</summary>
    public Stream ErrorOutput => command.ExtendedOutputStream;

    /// <summary>Ends the input, also while somebody writes.</summary>
    public void StopInput() => input.Stop();

    /// <summary>Opens a channel and starts a command in it: two round trips.</summary>
    public static async Task<SshChannel> OpenAsync(
        SshClient client, string script, HostTraffic traffic, Action closed, CancellationToken cancellationToken)
    {
        var command = client.CreateCommand(Quote(script));
        traffic.AddRoundTrip();
        var meter = new TrafficMeter(traffic);
        meter.Started(command.CommandText.Length);

        // SSH.NET blocks until the server has confirmed both.
        var opening = Task.Run(
            () => new SshChannel(command, command.ExecuteAsync(CancellationToken.None), meter, closed), cancellationToken);
        try
        {
            return await opening.WaitAsync(cancellationToken);
        }
        catch
        {
            command.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 1)
        {
            return;
        }

        // Closing a channel sends and waits, on a dead connection longer than anybody has time.
        var closing = Task.Run(() =>
        {
            input.Silence(SendLimit);
            command.Dispose();
        });
        await Task.WhenAny(closing, Task.Delay(CloseLimit));
        exited.TrySetResult(-1);
        closed();
    }

    // The user's login shell reads this line. Scripts hold no backslash before a backslash or a quote, so that it
    // means the same to fish as to every shell that is like sh.
    private static string Quote(string script) =>
        "exec env LC_ALL=C /bin/sh -c '" + script.Replace("\r", "", StringComparison.Ordinal)
            .Replace("'", "'\\''", StringComparison.Ordinal) + "'";

    private static Stream OpenInput(SshCommand command)
    {
        try
        {
            return command.CreateInputStream();
        }
        catch (InvalidOperationException)
        {
            return Stream.Null; // a short command has ended already
        }
    }

    private async Task WatchAsync(Task execution)
    {
        try
        {
            await execution;
            exited.TrySetResult(command.ExitStatus ?? -1);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            exited.TrySetResult(-1); // whoever reads or writes meets the reason
        }
    }

    private async Task PumpAsync()
    {
        try
        {
            while (true)
            {
                var memory = pipe.Writer.GetMemory(BufferSize);
                var count = command.OutputStream.Read(memory.Span);
                if (count == 0)
                {
                    break;
                }

                pipe.Writer.Advance(count);
                await pipe.Writer.FlushAsync(); // never waits, so the thread is kept: the pipe takes everything
            }

            await pipe.Writer.CompleteAsync();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            await pipe.Writer.CompleteAsync(exception is IOException ? exception : new IOException(exception.Message, exception));
        }
    }
}
