using System.Net;
using System.Net.Sockets;
using System.Text;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Sandbox;

/// <summary>The OpenSSH server of a sandbox, on a free port of the loopback interface, for one key.</summary>
internal sealed class SandboxSshd(SandboxPaths paths)
{
    private const int Attempts = 5;
    private const string PrivilegeSeparationDirectory = "/run/sshd"; // built into Debian's sshd

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    public static string User => Environment.UserName;

    public async Task MakeKeysAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(MakeKeyAsync(paths.UserKey, cancellationToken), MakeKeyAsync(paths.HostKey, cancellationToken));
        File.Copy(paths.UserKey + ".pub", paths.AuthorizedKeys, overwrite: true);
    }

    /// <summary>Starts the server and waits until it greets.</summary>
    public async Task<(OwnedProcess Process, int Port)> StartAsync(
        Action<OwnedProcess> started, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(PrivilegeSeparationDirectory);
        for (var attempt = 1; ; attempt++)
        {
            // sshd cannot choose a free port and tell; somebody may take the one found here before it does.
            var port = FreePort();
            await File.WriteAllTextAsync(paths.SshdConfig, Configuration(port), cancellationToken);
            var process = OwnedProcess.Start(
                paths.SshdLog, SystemTool.Find("sshd")!, "-D", "-e", "-f", paths.SshdConfig);
            started(process);
            if (await GreetsAsync(process, port, cancellationToken))
            {
                await WriteKnownHostsAsync(port, cancellationToken);
                return (process, port);
            }

            await process.EndAsync(TimeSpan.Zero);
            if (attempt == Attempts)
            {
                throw SandboxErrors.SshdDidNotStart(SystemTool.LastLines(await File.ReadAllTextAsync(paths.SshdLog, cancellationToken)));
            }
        }
    }

    private static async Task MakeKeyAsync(string path, CancellationToken cancellationToken)
    {
        if (File.Exists(path))
        {
            return;
        }

        var (exitCode, _, error) = await SystemTool.RunAsync(
            SystemTool.Find("ssh-keygen")!,
            ["-q", "-t", "ed25519", "-N", "", "-C", "botstack-sandbox", "-f", path],
            cancellationToken);
        if (exitCode != 0)
        {
            throw SandboxErrors.SshdDidNotStart(SystemTool.LastLines(error));
        }
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private static async Task<bool> GreetsAsync(OwnedProcess process, int port, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StartLimit);
        try
        {
            while (process.IsAlive)
            {
                if (await GreetsAsync(port, limit.Token))
                {
                    // Another server may have answered on this port while this one failed to get it.
                    return process.IsAlive;
                }

                await Task.Delay(Poll, limit.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }

        return false;
    }

    private static async Task<bool> GreetsAsync(int port, CancellationToken cancellationToken)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            var greeting = new byte[4];
            await client.GetStream().ReadExactlyAsync(greeting, cancellationToken);
            return Encoding.ASCII.GetString(greeting) == "SSH-";
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            return false;
        }
    }

    private async Task WriteKnownHostsAsync(int port, CancellationToken cancellationToken)
    {
        var key = (await File.ReadAllTextAsync(paths.HostKey + ".pub", cancellationToken)).Split(' ');
        await File.WriteAllTextAsync(
            paths.KnownHosts, $"[{IPAddress.Loopback}]:{port} {key[0]} {key[1].Trim()}\n", cancellationToken);
    }

    private string Configuration(int port) => $"""
        Port {port}
        ListenAddress {IPAddress.Loopback}
        HostKey "{paths.HostKey}"
        PidFile none
        AuthorizedKeysFile "{paths.AuthorizedKeys}"
        AllowUsers {User}
        PermitRootLogin prohibit-password
        PubkeyAuthentication yes
        PasswordAuthentication no
        KbdInteractiveAuthentication no
        UsePAM no
        StrictModes no
        UseDNS no
        X11Forwarding no
        AllowAgentForwarding no
        PrintMotd no
        MaxStartups 100
        Subsystem sftp internal-sftp
        SetEnv "DOCKER_HOST=unix://{paths.DockerSocket}" "HOME={paths.Home}"

        """;
}
