using Renci.SshNet.Common;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Hosts.Ssh;

/// <summary>
/// Asks a host now and then whether it is still there. TCP alone would notice a dead network only after minutes, and
/// SSH.NET's keep-alive expects no answer.
/// </summary>
internal sealed class SshPulse(SshHost host, TimeSpan interval, TimeProvider time) : IAsyncDisposable
{
    private const int PatienceInIntervals = 3;

    private readonly CancellationTokenSource stop = new();
    private readonly TaskCompletionSource<string?> shell = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task beating = Task.CompletedTask;

    /// <summary>
    /// Why the user's account runs no commands, such as a login shell that says no; null when it does. Asked when a
    /// command fails, so that a good host costs no round trip.
    /// </summary>
    public Task<string?> ShellProblem => shell.Task;

    public void Start() => beating = BeatAsync();

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await beating;
        stop.Dispose();
    }

    // On a slow line an answer may be late behind an upload; then the upload moves on instead.
    private async Task AnswerAsync(Task answer)
    {
        for (var before = -1L; before != Moved(); )
        {
            before = Moved();
            try
            {
                await answer.WaitAsync(PatienceInIntervals * interval, time, stop.Token);
                return;
            }
            catch (TimeoutException)
            {
                // Once more, if anything has moved meanwhile.
            }
        }

        throw new TimeoutException();
    }

    private long Moved() => host.Traffic.BytesSent + host.Traffic.BytesReceived;

    private async Task BeatAsync()
    {
        try
        {
            var opening = host.OpenChannelAsync("echo; exec cat", stop.Token);
            await AnswerAsync(opening);
            await using var channel = await opening;
            var answer = new byte[1];
            var first = channel.Output.ReadAsync(answer, stop.Token).AsTask();
            await AnswerAsync(first);
            if (await first == 0 || answer[0] != '\n')
            {
                await channel.Exited.WaitAsync(stop.Token);
                shell.TrySetResult(host.IsConnected ? "the user's login shell runs no commands" : null);
                return;
            }

            shell.TrySetResult(null);
            using var timer = new PeriodicTimer(interval, time);
            while (await timer.WaitForNextTickAsync(stop.Token))
            {
                await channel.Input.WriteAsync("\n"u8.ToArray(), stop.Token);
                await channel.Input.FlushAsync(stop.Token);
                await AnswerAsync(channel.Output.ReadExactlyAsync(answer, stop.Token).AsTask());
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The host is being disposed of.
        }
        catch (Exception exception) when (
            exception is SshException or IOException or TimeoutException or ObjectDisposedException
                or InvalidOperationException or OperationCanceledException)
        {
            host.Lose();
        }
        catch (DeploymentException)
        {
            // No channel, or no connection: whoever opens the next one meets the reason.
        }
        finally
        {
            shell.TrySetResult(null);
        }
    }
}
