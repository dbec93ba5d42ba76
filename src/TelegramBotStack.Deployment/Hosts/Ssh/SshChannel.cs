using System.IO.Pipelines;
using System.Net.Sockets;
using Renci.SshNet;
using Renci.SshNet.Common;

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
    /// <param name="client">The connection.</param>
    /// <param name="script">The command.</param>
    /// <param name="traffic">Counts what is sent and received.</param>
    /// <param name="closed">Called once, when the channel is closed again or is known never to open.</param>
    /// <param name="cancellationToken">Gives up waiting for it.</param>
    public static async Task<SshChannel> OpenAsync(
        SshClient client, string script, HostTraffic traffic, Action closed, CancellationToken cancellationToken)
    {
        // SSH.NET blocks until the server has confirmed both.
        var opening = Task.Run(() => Open(client, script, traffic, closed), CancellationToken.None);
        try
        {
            return await opening.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (!opening.IsFaulted)
        {
            _ = CloseOnceOpenAsync(opening);
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

    private static SshChannel Open(SshClient client, string script, HostTraffic traffic, Action closed)
    {
        SshCommand? command = null;
        try
        {
            command = client.CreateCommand(Quote(script));
            traffic.AddRoundTrip();
            var meter = new TrafficMeter(traffic);
            meter.Started(command.CommandText.Length);
            return new SshChannel(command, command.ExecuteAsync(CancellationToken.None), meter, closed);
        }
        catch
        {
            command?.Dispose();
            closed();
            throw;
        }
    }

    // Not before: SSH.NET would go on opening a channel that it has closed, at which a server ends the connection.
    private static async Task CloseOnceOpenAsync(Task<SshChannel> opening)
    {
        try
        {
            await using var channel = await opening;
        }
        catch (Exception exception) when (exception is SshException or IOException or InvalidOperationException or SocketException)
        {
            // It did not open, and there is nobody left to be told.
        }
    }

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
