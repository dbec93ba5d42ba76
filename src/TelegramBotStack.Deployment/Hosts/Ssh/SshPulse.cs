using Renci.SshNet.Common;

namespace TelegramBotStack.Deployment.Hosts.Ssh;

/// <summary>
/// Asks a host now and then whether it is still there. TCP alone would notice a dead network only after minutes, and
/// SSH.NET's keep-alive expects no answer.
/// </summary>
internal sealed class SshPulse(SshHost host, TimeSpan interval, TimeProvider time) : IAsyncDisposable
{
    private const int PatienceInIntervals = 3;

    private readonly CancellationTokenSource stop = new();
    private Task beating = Task.CompletedTask;

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
            await using var channel = await host.OpenChannelAsync("exec cat", stop.Token);
            using var timer = new PeriodicTimer(interval, time);
            var answer = new byte[1];
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
    }
}
