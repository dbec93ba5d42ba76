using System.Net;
using System.Net.Sockets;
using TelegramBotStack.Deployment.Hosts;
using TelegramBotStack.Deployment.Sandbox;

namespace TelegramBotStack.Deployment.Tests.Hosts;

/// <summary>
/// A second SSH server for a sandbox, configured otherwise. With users of its own it sees, in a mount namespace, a
/// passwd and a shadow file with the user 'deploy' whose password is "correct horse".
/// </summary>
internal sealed class VariantSshd : IAsyncDisposable
{
    public const string Password = "correct horse";

    private const string OwnUsers =
        "mount --bind \"$1\" /etc/passwd && mount --bind \"$2\" /etc/shadow && exec \"$3\" -D -e -f \"$4\"";

    private readonly OwnedProcess process;

    private VariantSshd(OwnedProcess process, SshSettings settings)
    {
        this.process = process;
        Settings = settings;
    }

    /// <summary>How it is reached.</summary>
    public SshSettings Settings { get; }

    /// <param name="sandbox">Whose keys it has.</param>
    /// <param name="directory">Where its files go.</param>
    /// <param name="change">Changes the sandbox' sshd_config.</param>
    /// <param name="shell">Login shell of 'deploy'; null for the machine's own users.</param>
    /// <param name="home">Home directory of 'deploy', with its own authorized_keys; null for /tmp, and the sandbox' keys.</param>
    public static async Task<VariantSshd> StartAsync(
        SandboxHost sandbox, TemporaryDirectory directory, Func<string, string>? change = null, string? shell = null, string? home = null)
    {
        var settings = sandbox.Settings();
        var original = Path.Combine(Path.GetDirectoryName(sandbox.KeyFile)!, "sshd_config");
        var configuration = await File.ReadAllTextAsync(original);
        configuration = change?.Invoke(configuration) ?? configuration;
        if (shell is not null)
        {
            var keys = Path.Combine(Path.GetDirectoryName(sandbox.KeyFile)!, "authorized_keys");
            configuration = configuration.Replace($"AllowUsers {sandbox.User}", "AllowUsers deploy")
                .Replace(home is null ? keys : $"\"{keys}\"", home is null ? directory["authorized_keys"] : ".ssh/authorized_keys");
            settings = settings with { User = "deploy" };
            await WriteUsersAsync(directory, shell, home ?? "/tmp");
            if (home is not null)
            {
                configuration = configuration.Replace("\"HOME=", "\"SANDBOX_HOME=");
                Directory.CreateDirectory(home);
                (await SystemTool.RunAsync("chown", ["54321:54321", home], CancellationToken.None)).ExitCode.ShouldBe(0);
            }

            File.Copy(keys, directory["authorized_keys"]);
            directory.LetOthersIn();
        }

        for (var attempt = 0; attempt < 5; attempt++)
        {
            var port = FreePort();
            var file = directory["sshd_config"];
            await File.WriteAllTextAsync(file, configuration.Replace($"Port {sandbox.Port}", $"Port {port}"));
            var process = Start(directory, file, shell is not null);
            if (await AnswersAsync(process, port))
            {
                return new VariantSshd(process, settings.At(port));
            }

            await process.EndAsync(TimeSpan.Zero);
        }

        throw new InvalidOperationException("sshd did not start: " + await File.ReadAllTextAsync(directory["sshd.log"]));
    }

    public async ValueTask DisposeAsync()
    {
        await process.EndAsync(TimeSpan.FromSeconds(5));
        File.Delete(Settings.KnownHostsFile);
    }

    private static OwnedProcess Start(TemporaryDirectory directory, string configuration, bool hasOwnUsers)
    {
        var sshd = SystemTool.Find("sshd")!;
        return hasOwnUsers
            ? OwnedProcess.Start(
                directory["sshd.log"], "unshare",
                "--mount", "sh", "-c", OwnUsers, "sh", directory["passwd"], directory["shadow"], sshd, configuration)
            : OwnedProcess.Start(directory["sshd.log"], sshd, "-D", "-e", "-f", configuration);
    }

    private static async Task WriteUsersAsync(TemporaryDirectory directory, string shell, string home)
    {
        const string hash = "$6$botstack$ct02FGB/YaHh7Z868zI4tCRs9rWmm1Wz5Waf05y3pdJIDt0ST7UD9kHtPWE2NwcEzSV9LOACvYjEEKRb.6c/o1";
        await File.WriteAllTextAsync(
            directory["passwd"],
            await File.ReadAllTextAsync("/etc/passwd") + $"deploy:x:54321:54321::{home}:{shell}\n");
        await File.WriteAllTextAsync(
            directory["shadow"],
            await File.ReadAllTextAsync("/etc/shadow") + $"deploy:{hash}:19000:0:99999:7:::\n");
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private static async Task<bool> AnswersAsync(OwnedProcess process, int port)
    {
        while (process.IsAlive)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port);
                return process.IsAlive;
            }
            catch (SocketException)
            {
                await Task.Delay(20);
            }
        }

        return false;
    }
}
