using System.Net;
using System.Net.Sockets;

namespace TelegramBotStack.Simulator.Webhooks;

/// <summary>
/// A port of the loopback interface that nobody else is given by chance while this is held: bound, but not listened on.
/// A bot can take it all the same, since it shares its port with a successor (SO_REUSEPORT), if the same user runs it. On Windows it is only a port
/// that was free.
/// </summary>
internal sealed class ReservedPort : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public ReservedPort()
    {
        if (OperatingSystem.IsLinux())
        {
            _socket.SetRawSocketOption(1, 15, BitConverter.GetBytes(1));
        }
        else if (OperatingSystem.IsMacOS())
        {
            _socket.SetRawSocketOption(0xffff, 0x0200, BitConverter.GetBytes(1));
        }

        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Number = ((IPEndPoint)_socket.LocalEndPoint!).Port;
        if (OperatingSystem.IsWindows())
        {
            _socket.Dispose();
        }
    }

    public int Number { get; }

    public void Dispose() => _socket.Dispose();
}
