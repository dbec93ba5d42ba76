using System.Buffers.Binary;
using System.IO.Pipes;
using System.Net.Sockets;

namespace TelegramBotStack.Deployment.Hosts.Ssh;

/// <summary>
/// The key agent of OpenSSH at <c>SSH_AUTH_SOCK</c> (on Windows its named pipe). It signs; keys never leave it.
/// Protocol: draft-ietf-sshm-ssh-agent, sections 3.5 and 3.6. SSH.NET signs synchronously, hence so does this.
/// </summary>
internal sealed class SshAgent
{
    private const byte RequestIdentities = 11;
    private const byte IdentitiesAnswer = 12;
    private const byte SignRequest = 13;
    private const byte SignResponse = 14;
    private const int MaximumMessage = 256 * 1024; // as OpenSSH's

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60); // a person may have to confirm

    private readonly string address;

    private SshAgent(string address) => this.address = address;

    /// <summary>The agent at an address; without one, OpenSSH's on Windows, and none elsewhere.</summary>
    public static SshAgent? Find(string? address)
    {
        if (!string.IsNullOrEmpty(address))
        {
            return new SshAgent(address);
        }

        return OperatingSystem.IsWindows() ? new SshAgent("openssh-ssh-agent") : null;
    }

    /// <summary>The public keys the agent can sign with; empty when no agent answers.</summary>
    public IReadOnlyList<byte[]> ListKeys()
    {
        try
        {
            var answer = new AgentReader(Ask(IdentitiesAnswer, [RequestIdentities]));
            var keys = new byte[answer.ReadCount()][];
            for (var i = 0; i < keys.Length; i++)
            {
                keys[i] = answer.ReadString();
                answer.ReadString(); // comment
            }

            return keys;
        }
        catch (Exception exception) when (exception is SocketException or IOException or TimeoutException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Signs, and gives the signature in the encoding of RFC 4253.</summary>
    /// <exception cref="IOException">The agent refused, or is gone.</exception>
    public byte[] Sign(byte[] key, byte[] data, uint flags)
    {
        using var request = new MemoryStream();
        request.WriteByte(SignRequest);
        WriteString(request, key);
        WriteString(request, data);
        WriteNumber(request, flags);
        return new AgentReader(Ask(SignResponse, request.ToArray())).ReadString();
    }

    private static void WriteString(MemoryStream stream, byte[] value)
    {
        WriteNumber(stream, (uint)value.Length);
        stream.Write(value);
    }

    private static void WriteNumber(MemoryStream stream, uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        stream.Write(bytes);
    }

    private byte[] Ask(byte expected, byte[] request)
    {
        using var stream = Open();
        var header = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(header, (uint)request.Length);
        stream.Write([.. header, .. request]);
        stream.Flush();
        stream.ReadExactly(header);
        var length = BinaryPrimitives.ReadUInt32BigEndian(header);
        if (length is 0 or > MaximumMessage)
        {
            throw new IOException("The SSH agent's answer is malformed.");
        }

        var answer = new byte[length];
        stream.ReadExactly(answer);
        return answer[0] == expected ? answer[1..] : throw new IOException("The SSH agent refused.");
    }

    private Stream Open()
    {
        if (OperatingSystem.IsWindows())
        {
            var pipe = new NamedPipeClientStream(".", address.Split('\\', '/')[^1], PipeDirection.InOut);
            pipe.Connect((int)TimeSpan.FromSeconds(2).TotalMilliseconds);
            return pipe;
        }

        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
        {
            ReceiveTimeout = (int)Limit.TotalMilliseconds,
            SendTimeout = (int)Limit.TotalMilliseconds,
        };
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(address));
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private sealed class AgentReader(byte[] message)
    {
        private int position;

        public int ReadCount()
        {
            var count = ReadNumber();
            return count <= message.Length ? (int)count : throw Malformed();
        }

        public byte[] ReadString()
        {
            var length = ReadNumber();
            if (length > message.Length - position)
            {
                throw Malformed();
            }

            position += (int)length;
            return message[(position - (int)length)..position];
        }

        private uint ReadNumber()
        {
            if (message.Length - position < 4)
            {
                throw Malformed();
            }

            position += 4;
            return BinaryPrimitives.ReadUInt32BigEndian(message.AsSpan(position - 4));
        }

        private static IOException Malformed() => new("The SSH agent's answer is malformed.");
    }
}
