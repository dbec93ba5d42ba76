using System.Net;
using System.Net.Sockets;

namespace TelegramBotStack.Deployment.Tests.Hosts;

/// <summary>Stands between a client and a server on this machine, and can hang up or fall silent.</summary>
internal sealed class BreakableProxy : IAsyncDisposable
{
    private readonly int target;
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly List<TcpClient> connections = [];
    private readonly List<Task> tasks = [];
    private readonly Lock guard = new();
    private volatile bool isSilent;

    public BreakableProxy(int target)
    {
        this.target = target;
        listener.Start();
        tasks.Add(AcceptAsync());
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>From now on nothing arrives on the other side, and nobody is told.</summary>
    public void FallSilent() => isSilent = true;

    /// <summary>Ends all connections.</summary>
    public void HangUp()
    {
        lock (guard)
        {
            connections.ForEach(connection => connection.Dispose());
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        HangUp();
        await Task.WhenAll(tasks);
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(stop.Token);
                var server = new TcpClient();
                await server.ConnectAsync(IPAddress.Loopback, target, stop.Token);
                lock (guard)
                {
                    connections.AddRange([client, server]);
                    tasks.AddRange([CopyAsync(client, server), CopyAsync(server, client)]);
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Told to stop.
        }
    }

    private async Task CopyAsync(TcpClient from, TcpClient to)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            var (reader, writer) = (from.GetStream(), to.GetStream());
            while (await reader.ReadAsync(buffer, stop.Token) is > 0 and var count)
            {
                if (!isSilent)
                {
                    await writer.WriteAsync(buffer.AsMemory(0, count), stop.Token);
                }
            }

            writer.Socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception exception) when (
            exception is OperationCanceledException or IOException or SocketException or ObjectDisposedException
                or InvalidOperationException)
        {
            // One side has hung up.
        }
    }
}
