using System.Net;
using System.Net.Sockets;

namespace TelegramBotStack.Web.Serving;

/// <summary>
/// Sockets that the successor on the same machine may bind while the predecessor still has the port (SO_REUSEPORT), so
/// that at a handover no connection is refused. On Windows there is no such thing; the successor waits there.
/// </summary>
internal static class SharedPort
{
    public static Socket Bind(EndPoint endpoint)
    {
        var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (endpoint is IPEndPoint { Address: var address } && address.Equals(IPAddress.IPv6Any))
            {
                socket.DualMode = true;
            }

            Share(socket);
            socket.Bind(endpoint);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Level and name of the option as the systems' headers have them; .NET has no name for it.</summary>
    private static void Share(Socket socket)
    {
        if (OperatingSystem.IsLinux())
        {
            socket.SetRawSocketOption(1, 15, BitConverter.GetBytes(1));
        }
        else if (OperatingSystem.IsMacOS())
        {
            socket.SetRawSocketOption(0xffff, 0x0200, BitConverter.GetBytes(1));
        }
    }
}
