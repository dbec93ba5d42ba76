using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using TelegramBotStack.Simulator;

namespace TelegramBotStack.EndToEnd;

public class RefusedDeploymentTests(SandboxFixture sandbox, ITestOutputHelper output)
{
    [Fact]
    public async Task What_cannot_work_is_refused_with_its_own_code_and_changes_nothing()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var host = await sandbox.HostAsync();
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: cancellationToken);
        using var repository = new BotRepository(host, telegram);
        var release = (await repository.DeployUp()).ShouldEndWith(0).Json.GetProperty("release").GetString();
        var stranger = Path.Combine(repository.Directory, "stranger");
        await RunAsync("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", stranger);

        await Refused("a wrong key", "TBS2004", 1, text => text.Replace(host.KeyFile, stranger, StringComparison.Ordinal));
        await Refused("a closed port", "TBS2002", 1, text => text.Replace($"port: {host.Port}", $"port: {ClosedPort()}", StringComparison.Ordinal));
        await Refused("no Docker", "TBS2014", 1, text => text.Replace(host.DockerSocket, "/run/no-docker-here.sock", StringComparison.Ordinal));
        await Refused("an unknown key", "TBS1002", 2, text => text + "netwrok: host\n");
        await Refused("a changed host key", "TBS2009", 1, text => text, async () =>
        {
            var words = (await File.ReadAllTextAsync(stranger + ".pub", cancellationToken)).Split(' ');
            await File.WriteAllTextAsync(
                Path.Combine(repository.Directory, "deploy.known_hosts"), $"[{host.Address}]:{host.Port} {words[0]} {words[1]}\n", cancellationToken);
        });

        using (var other = new TcpListener(IPAddress.Any, 0))
        {
            other.Start();
            await Refused("a taken port", "TBS4019", 5, text => $"{text}ports: [{((IPEndPoint)other.LocalEndpoint).Port}]\n");
        }

        using (var disk = new FullDisk())
        {
            await disk.FillAsync();
            await Refused("a full disk", "TBS9020", 1, text => text.Replace(
                $"state-directory: {host.StateDirectory}", $"state-directory: {disk.Path}/state", StringComparison.Ordinal));
        }

        repository.Configure();
        var status = (await repository.Run("DeployStatus", "--json")).ShouldEndWith(0).Json;
        status.GetProperty("active").GetProperty("id").GetString().ShouldBe(release);
        status.GetProperty("instances").GetArrayLength().ShouldBe(1);
        status.GetProperty("isAnswering").GetBoolean().ShouldBeTrue();
        (await repository.Run("DeployDown", "--purge", "--yes")).ShouldEndWith(0);

        async Task Refused(string what, string code, int exitCode, Func<string, string> edit, Func<Task>? also = null)
        {
            repository.Configure(version: 2, edit: edit);
            if (also is not null)
            {
                await also();
            }

            var refused = await repository.DeployUp();
            output.WriteLine($"{what}: exit code {refused.ExitCode}\n{refused.Output}");
            refused.ShouldEndWith(exitCode);
            refused.Json.GetProperty("code").GetString().ShouldBe(code, what);
            refused.Json.GetProperty("cause").GetString().ShouldNotBeNullOrWhiteSpace();
            refused.Json.GetProperty("mend").GetString().ShouldNotBeNullOrWhiteSpace();
            refused.Screen.ShouldContain(code);
        }
    }

    internal static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    internal static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0, program);
    }

    /// <summary>A file system of 1 MB without a byte to spare.</summary>
    private sealed class FullDisk : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("botstack-full-").FullName;

        public async Task FillAsync()
        {
            await RunAsync("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", Path);
            Directory.CreateDirectory(System.IO.Path.Combine(Path, "state"));
            await using var file = File.Create(System.IO.Path.Combine(Path, "everything"));
            try
            {
                while (true)
                {
                    await file.WriteAsync(new byte[4096], TestContext.Current.CancellationToken);
                    await file.FlushAsync(TestContext.Current.CancellationToken);
                }
            }
            catch (IOException error)
            {
                error.Message.ShouldContain("space");
            }
        }

        public void Dispose()
        {
            using var unmount = Process.Start("umount", [Path]);
            unmount.WaitForExit();
            Directory.Delete(Path, recursive: true);
        }
    }
}
