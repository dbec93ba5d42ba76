using System.Net;
using System.Net.Sockets;
using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Operations;
using TelegramBotStack.Deployment.Sandbox;
using TelegramBotStack.Deployment.Tests.Hosts;
using TelegramBotStack.TestSupport;

namespace TelegramBotStack.Deployment.Tests.Setup;

/// <summary>
/// A server as a provider hands it over: a minimal Debian of its own with an SSH server and nothing else, made by
/// debootstrap and run in a sandbox' Docker Engine on this machine's network. Root's password is "correct horse".
/// </summary>
internal sealed class FreshServer : IAsyncDisposable
{
    public const string Password = "correct horse";

    private const string Image = "botstack-test/fresh-debian";

    private readonly SandboxHost sandbox;
    private readonly string id;

    private FreshServer(SandboxHost sandbox, string id, HostSettings host)
    {
        this.sandbox = sandbox;
        this.id = id;
        Host = host;
    }

    /// <summary>How it is reached.</summary>
    public HostSettings Host { get; }

    public static async Task<FreshServer> StartAsync(SandboxHost sandbox, TemporaryDirectory directory, CancellationToken cancellationToken)
    {
        await DockerAsync(sandbox, cancellationToken, "import", await ArchiveAsync(directory, cancellationToken), Image);
        var port = FreePort();
        var id = (await DockerAsync(
            sandbox, cancellationToken,
            "run", "--detach", "--network", "host", "--cgroupns", "host", "--volume", "/sys/fs/cgroup:/sys/fs/cgroup", "--tmpfs", "/run",
            "--volume", "/var/lib/docker", "--cap-add", "SYS_ADMIN", "--cap-add", "NET_ADMIN", "--security-opt", "seccomp=unconfined",
            "--security-opt", "apparmor=unconfined", Image, "sh", "-c",
            "mkdir -p /run/sshd; ssh-keygen -A; exec /usr/sbin/sshd -D -e -o PermitRootLogin=yes -o ListenAddress=127.0.0.1 -p " + port)).Trim();
        var server = new FreshServer(sandbox, id, new HostSettings
        {
            Address = IPAddress.Loopback.ToString(),
            Port = port,
            KnownHosts = directory["fresh.known_hosts"],
            Auth = HostAuthentication.Password,
        });
        await server.RunAsync($"echo 'root:{Password}' | chpasswd", cancellationToken);
        await Eventually.IsTrueAsync(() => Answers(port), "the fresh server's sshd listens", cancellationToken);
        return server;
    }

    /// <summary>Runs a script on the server without SSH.</summary>
    public Task<string> RunAsync(string script, CancellationToken cancellationToken) =>
        DockerAsync(sandbox, cancellationToken, "exec", id, "sh", "-c", script);

    /// <summary>Starts something on the server that goes on.</summary>
    public Task StartAsync(string script, CancellationToken cancellationToken) =>
        DockerAsync(sandbox, cancellationToken, "exec", "--detach", id, "sh", "-c", script);

    public async ValueTask DisposeAsync() =>
        await DockerAsync(sandbox, CancellationToken.None, "rm", "--force", "--volumes", id);

    private static async Task<string> DockerAsync(SandboxHost sandbox, CancellationToken cancellationToken, params string[] arguments)
    {
        var (exitCode, output, error) = await SystemTool.RunAsync("docker", ["-H", $"unix://{sandbox.DockerSocket}", .. arguments], cancellationToken);
        exitCode.ShouldBe(0, $"docker {string.Join(' ', arguments)}: {error}");
        return output;
    }

    private static async Task<string> ArchiveAsync(TemporaryDirectory directory, CancellationToken cancellationToken)
    {
        var root = await DebianRoot.MakeAsync("fresh", "openssh-server,sudo,ca-certificates", cancellationToken);
        var (exitCode, _, error) = await SystemTool.RunAsync("tar", ["-C", root, "-cf", directory["fresh.tar"], "."], cancellationToken);
        exitCode.ShouldBe(0, error);
        return directory["fresh.tar"];
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private static bool Answers(int port)
    {
        try
        {
            using var client = new TcpClient();
            client.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

/// <summary>Remembers what an operation tells.</summary>
internal sealed class RecordedLog : IDeploymentLog
{
    public List<string> Lines { get; } = [];

    /// <summary>Called with each line.</summary>
    public Func<string, Task> OnLine { get; init; } = _ => Task.CompletedTask;

    public void StepStarted(string name) => Lines.Add($"started {name}");

    public void StepDone(string name, TimeSpan took, string? result) => Lines.Add($"done {name}: {result}");

    public void StepFailed(string name, TimeSpan took) => Lines.Add($"failed {name}");

    public void Note(string text)
    {
        Lines.Add(text);
        _ = OnLine(text);
    }

    public void BotLog(string release, IReadOnlyList<string> lines) => Lines.AddRange(lines);
}
