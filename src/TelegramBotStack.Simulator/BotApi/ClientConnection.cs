using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace TelegramBotStack.Simulator.BotApi;

/// <summary>Whether the client of a request is still there.</summary>
internal static class ClientConnection
{
    /// <summary>
    /// Asks the socket, since the server may learn of a hang-up only after the next request has come in on another
    /// connection: a bot that has let go must not be counted as a consumer.
    /// </summary>
    public static Func<bool> GoneProbe(HttpContext context)
    {
        var aborted = context.RequestAborted;
        var socket = context.Features.Get<IConnectionSocketFeature>()?.Socket;
        return () => aborted.IsCancellationRequested || (socket is not null && IsClosed(socket));
    }

    private static bool IsClosed(Socket socket)
    {
        try
        {
            return socket.Poll(TimeSpan.Zero, SelectMode.SelectRead) && socket.Available == 0;
        }
        catch (Exception exception) when (exception is ObjectDisposedException or SocketException)
        {
            return true;
        }
    }
}
