using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Operations;
using TelegramBotStack.Deployment.Sandbox;
using TelegramBotStack.Deployment.Tests.Hosts;

namespace TelegramBotStack.Deployment.Tests.Setup;

/// <summary>
/// A server as a provider hands it over: a minimal Debian of its own with an SSH server and nothing else, made by
/// debootstrap and run in a sandbox' Docker Engine on this machine's network. Root's password is "correct horse".
/// </summary>
internal sealed partial class FreshServer : IAsyncDisposable
{
    public const string Password = "correct horse";

    private const string Image = "botstack-test/fresh-debian";

    private static readonly string Cache = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "telegram-bot-stack", "tests");

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
        Assert.SkipUnless(SystemTool.Find("debootstrap") is not null, "debootstrap is not installed, so there is no fresh server to set up.");
        await DockerAsync(sandbox, cancellationToken, "import", await RootFileSystemAsync(directory, cancellationToken), Image);
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

    // Made once on a machine; its packages come from where this machine's do.
    private static async Task<string> RootFileSystemAsync(TemporaryDirectory directory, CancellationToken cancellationToken)
    {
        var tar = Path.Combine(Cache, "fresh-debian.tar");
        if (!File.Exists(tar))
        {
            var sources = string.Concat(Directory.EnumerateFiles("/etc/apt", "*.sources", SearchOption.AllDirectories)
                .Concat(Directory.EnumerateFiles("/etc/apt", "sources.list", SearchOption.AllDirectories)).Select(File.ReadAllText));
            var mirror = Mirror().Match(sources) is { Success: true } found ? found.Value : "http://deb.debian.org/debian";
            var suite = Codename().Match(await File.ReadAllTextAsync("/etc/os-release", cancellationToken)).Groups[1].Value;
            await ToolAsync("debootstrap", "--variant=minbase", "--include=openssh-server,sudo,ca-certificates", suite, directory["root"], mirror);
            await ToolAsync("sh", "-c",
                "cd \"$1/etc/apt\" && rm -rf sources.list sources.list.d && cp -a /etc/apt/sources.list* . && cp -a /etc/apt/apt.conf.d/*registry* apt.conf.d/ 2>/dev/null; cp /etc/resolv.conf \"$1/etc/\"",
                "sh", directory["root"]);
            Directory.CreateDirectory(Cache);
            await ToolAsync("tar", "-C", directory["root"], "-cf", $"{tar}.{Environment.ProcessId}", ".");
            File.Move($"{tar}.{Environment.ProcessId}", tar, overwrite: true);
        }

        return tar;
    }

    private static async Task ToolAsync(string tool, params string[] arguments)
    {
        var (exitCode, output, error) = await SystemTool.RunAsync(tool, arguments, TestContext.Current.CancellationToken);
        exitCode.ShouldBe(0, $"{tool}: {error}{SystemTool.LastLines(output)}");
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

    [GeneratedRegex(@"https?://\S+/debian(?=\s|$)", RegexOptions.Multiline)]
    private static partial Regex Mirror();

    [GeneratedRegex(@"VERSION_CODENAME=(\w+)")]
    private static partial Regex Codename();
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
