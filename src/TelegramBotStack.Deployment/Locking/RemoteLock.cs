using System.Globalization;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Hosts;

namespace TelegramBotStack.Deployment.Locking;

/// <summary>A shell on the host that holds flock(2) for as long as it hears a heartbeat.</summary>
internal sealed class RemoteLock : HostLock
{
    // A dead deployer closes the channel and is noticed at once. The limits are for a silent network: they leave a
    // heartbeat time to queue behind an upload of 2 MiB, the most a channel has under way, on a slow line. This side
    // gives up before the host does.
    private static readonly TimeSpan BeatEvery = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(20);

    private const int NoToolCode = 69;
    private const int CannotLockCode = 73;
    private const int HeldCode = 75;

    // Each command that may outlive the shell has the lock's descriptor closed. The nested shell reads one line and
    // not a byte more. busybox has flock without -w, and timeout.
    private const string Script = """
        IFS= read -r lock; IFS= read -r seconds; IFS= read -r holder
        for tool in flock timeout; do
          command -v "$tool" >/dev/null 2>&1 || { echo "$tool"; exit 69; }
        done
        umask 077
        (mkdir -p "${lock%/*}" && : >>"$lock") 2>&1 || exit 73
        exec 9>>"$lock"
        if ! flock -n 9; then
          echo "held $(cat "$lock.holder" 2>/dev/null)"
          [ "$seconds" -gt 0 ] || exit 75
          timeout "$seconds" flock 9 || { echo "held $(cat "$lock.holder" 2>/dev/null)"; exit 75; }
        fi
        printf "%s\t%s\n" "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$holder" >"$lock.holder"
        echo acquired
        while beat=$(timeout 30 sh -c 'IFS= read -r beat && printf %s "$beat"' 9>&-); do
          [ "$beat" != release ] || exit 0
          echo "$beat"
        done
        """;

    private readonly IHost host;
    private readonly IHostProcess shell;
    private readonly CancellationTokenSource stop = new();
    private readonly CancellationTokenSource lost;
    private Task beating = Task.CompletedTask;

    private RemoteLock(IHost host, IHostProcess shell)
    {
        this.host = host;
        this.shell = shell;
        lost = CancellationTokenSource.CreateLinkedTokenSource(host.ConnectionLost);
        Lost = lost.Token;
    }

    public override CancellationToken Lost { get; }

    public static async Task<HostLock> TakeAsync(
        IHost host,
        string path,
        LockHolder holder,
        TimeSpan waitFor,
        Action<LockHolder>? onWaiting,
        CancellationToken cancellationToken)
    {
        var seconds = Math.Ceiling(waitFor.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        var input = HostScripts.Lines([path, seconds, holder.ToLine()]);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, host.ConnectionLost);
        var shell = await host.StartAsync(new HostCommand(Script, input), limit.Token);
        try
        {
            await WaitUntilAcquiredAsync(host, path, shell, waitFor > TimeSpan.Zero, onWaiting, limit.Token);
        }
        catch (Exception exception)
        {
            await shell.DisposeAsync();
            if (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested)
            {
                throw HostErrors.ConnectionLost(host.Name, exception);
            }

            throw;
        }

        var held = new RemoteLock(host, shell);
        held.beating = held.BeatAsync();
        return held;
    }

    public override async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await beating;
        if (!Lost.IsCancellationRequested)
        {
            await ReleaseAsync();
        }

        await shell.DisposeAsync();
        stop.Dispose();
        lost.Dispose();
    }

    private static async Task WaitUntilAcquiredAsync(
        IHost host, string path, IHostProcess shell, bool mayWait, Action<LockHolder>? onWaiting, CancellationToken cancellationToken)
    {
        LockHolder? other = null;
        var last = "";
        while (await shell.Output.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line == "acquired")
            {
                return;
            }

            last = line;
            if (line.StartsWith("held ", StringComparison.Ordinal))
            {
                if (other is null && mayWait)
                {
                    onWaiting?.Invoke(LockHolder.Parse(line["held ".Length..]));
                }

                other = LockHolder.Parse(line["held ".Length..]);
            }
        }

        var exitCode = await shell.Exited.WaitAsync(cancellationToken);
        throw exitCode switch
        {
            HeldCode when other is not null => LockErrors.Held(host.Name, other.Who, other.What, other.Since),
            NoToolCode => HostErrors.ShellMissing(host.Name, $"there is no '{last}' command"),
            CannotLockCode => LockErrors.CannotLock(host.Name, path, last),
            -1 => HostErrors.ConnectionLost(host.Name),
            _ => LockErrors.CannotLock(host.Name, path, last.Length > 0 ? last : $"exit code {exitCode}"),
        };
    }

    private async Task BeatAsync()
    {
        try
        {
            using var timer = new PeriodicTimer(BeatEvery);
            while (await timer.WaitForNextTickAsync(stop.Token))
            {
                await shell.Input.WriteAsync("beat\n"u8.ToArray(), stop.Token);
                await shell.Input.FlushAsync(stop.Token);
                var answer = await shell.Output.ReadLineAsync(stop.Token).AsTask().WaitAsync(AnswerWithin, stop.Token);
                if (answer is null)
                {
                    break;
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return;
        }
        catch (Exception exception) when (exception is IOException or TimeoutException or ObjectDisposedException or DeploymentException)
        {
            // Whatever it was, nobody hears the heartbeat any more.
        }

        await lost.CancelAsync();
    }

    // The next deployer must find the lock free, not about to be.
    private async Task ReleaseAsync()
    {
        try
        {
            await shell.Input.WriteAsync("release\n"u8.ToArray(), Lost);
            await shell.Input.FlushAsync(Lost);
            await shell.Exited.WaitAsync(AnswerWithin, Lost);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or TimeoutException)
        {
            // Closing the channel releases it as well, a little later.
        }
    }
}
