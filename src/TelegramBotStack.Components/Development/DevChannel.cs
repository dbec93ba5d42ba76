using System.Collections.Concurrent;
using System.IO.Pipes;
using System.Text.Json;

namespace TelegramBotStack.Components.Development;

/// <summary>
/// The pipe between a run and the bot: the bot tells its state, and ends when it is asked to or when this process is gone,
/// however that came. Signals would do it on one system only, and not after a kill.
/// </summary>
internal sealed class DevChannel(Action<DevStatus> onStatus) : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly CancellationTokenSource closing = new();
    private readonly ConcurrentDictionary<NamedPipeServerStream, Task> bots = new();
    private Task listening = Task.CompletedTask;

    /// <summary>What the bot's variable BOTSTACK_DEV is set to.</summary>
    public string Name { get; } = $"botstack-{Guid.NewGuid():N}"[..25];

    public void Listen()
    {
        // The first one is there before the bot is, so that it can connect at once.
        listening = ListenAsync(CreatePipe());
    }

    /// <summary>Asks every bot to finish, and returns when all have, or when the time is over.</summary>
    public async Task EndBotsAsync(TimeSpan limit)
    {
        await closing.CancelAsync().ConfigureAwait(false);
        var ended = Task.WhenAll(bots.Values);
        foreach (var pipe in bots.Keys)
        {
            try
            {
                pipe.WriteByte((byte)'\n');
            }
            catch (Exception error) when (error is IOException or ObjectDisposedException)
            {
                continue; // It has ended by itself.
            }
        }

        await Task.WhenAny(ended, Task.Delay(limit, CancellationToken.None)).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync().ConfigureAwait(false);
        await listening.ConfigureAwait(false);
        foreach (var pipe in bots.Keys)
        {
            await pipe.DisposeAsync().ConfigureAwait(false);
        }

        await Task.WhenAll(bots.Values).ConfigureAwait(false);
        closing.Dispose();
    }

    private async Task ListenAsync(NamedPipeServerStream pipe)
    {
        try
        {
            while (true)
            {
                await pipe.WaitForConnectionAsync(closing.Token).ConfigureAwait(false);
                var connected = pipe;
                pipe = CreatePipe();
                bots[connected] = Task.CompletedTask;
                bots[connected] = ReadAsync(connected);
            }
        }
        catch (OperationCanceledException) when (closing.IsCancellationRequested)
        {
            await pipe.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task ReadAsync(NamedPipeServerStream pipe)
    {
        await Task.Yield();
        try
        {
            using var reader = new StreamReader(pipe);
            while (await reader.ReadLineAsync(CancellationToken.None).ConfigureAwait(false) is { } line)
            {
                if (JsonSerializer.Deserialize<DevStatus>(line, Json) is { } status)
                {
                    onStatus(status);
                }
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or JsonException)
        {
            // It was killed in the middle of a line, or this end was closed.
            return;
        }
        finally
        {
            bots.TryRemove(pipe, out _);
        }
    }

    private NamedPipeServerStream CreatePipe() => new(
        Name, PipeDirection.InOut, NamedPipeServerStream.MaxAllowedServerInstances, PipeTransmissionMode.Byte,
        PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);
}

/// <summary>What of the bot's status (docs/process-contract.md) a run looks at.</summary>
/// <param name="Pid">The process.</param>
/// <param name="State">The state's name.</param>
/// <param name="Conflicts">How often Telegram has said that another program polls.</param>
internal sealed record DevStatus(int Pid, string State, long Conflicts)
{
    /// <summary>Whether it ends because a change of the code needs a new start. Nothing else is said with it.</summary>
    public bool StartAgain { get; init; }

    /// <summary>Who the bot is; null before Telegram has said so.</summary>
    public DevIdentity? Bot { get; init; }
}

/// <summary>Who a bot is.</summary>
/// <param name="Username">Its name, without <c>@</c>.</param>
internal sealed record DevIdentity(string? Username);
