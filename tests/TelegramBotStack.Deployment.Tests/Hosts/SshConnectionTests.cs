using System.Net;
using System.Net.Sockets;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Hosts;
using TelegramBotStack.TestSupport;

namespace TelegramBotStack.Deployment.Tests.Hosts;

public sealed class SshConnectionTests(SandboxFixture sandboxes) : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task A_name_that_does_not_exist_is_named()
    {
        var error = await FailsAsync((await sandboxes.SettingsAsync()) with { Host = "no-such-host.invalid" });

        error.Code.ShouldBe("TBS2001");
        error.Message.ShouldContain("no-such-host.invalid");
    }

    [Fact]
    public async Task A_closed_port_is_named()
    {
        var settings = await sandboxes.SettingsAsync();
        using var bound = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        bound.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // taken, but nobody listens
        var port = ((IPEndPoint)bound.LocalEndPoint!).Port;

        var error = await FailsAsync(settings with { Port = port });

        error.Code.ShouldBe("TBS2002");
        error.Message.ShouldContain($"{port}");
    }

    [Fact]
    public async Task A_host_that_says_nothing_is_given_up()
    {
        var settings = await sandboxes.SettingsAsync();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();

        var error = await FailsAsync(settings with
        {
            Port = ((IPEndPoint)listener.LocalEndpoint).Port,
            ConnectTimeout = TimeSpan.FromSeconds(1),
        });

        error.Code.ShouldBe("TBS2003");
    }

    [Fact]
    public async Task A_server_that_speaks_no_SSH_is_told_from_one_that_refuses()
    {
        var settings = await sandboxes.SettingsAsync();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeAsync(listener);

        var error = await FailsAsync(settings with { Port = ((IPEndPoint)listener.LocalEndpoint).Port });

        error.Code.ShouldBe("TBS2018");
        await serving;

        static async Task ServeAsync(TcpListener listener)
        {
            using var client = await listener.AcceptTcpClientAsync(Stop);
            await client.GetStream().WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray(), Stop);
        }
    }

    [Fact]
    public async Task Connecting_can_be_cancelled()
    {
        var settings = await sandboxes.SettingsAsync();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Stop);

        var connecting = SshHost.ConnectAsync(
            settings with { Port = ((IPEndPoint)listener.LocalEndpoint).Port }, null, cancel.Token);
        using var accepted = await listener.AcceptTcpClientAsync(Stop);
        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => connecting);
    }

    [Fact]
    public async Task A_command_on_a_connection_that_ends_fails_at_once()
    {
        var settings = await sandboxes.SettingsAsync();
        await using var proxy = new BreakableProxy(settings.Port);
        await using var host = await SshHost.ConnectAsync(settings.At(proxy.Port), null, Stop);
        await using var process = await host.StartAsync(new HostCommand("echo started; sleep 600"), Stop);
        var running = host.RunAsync(new HostCommand("sleep 600", Timeout: TimeSpan.FromMinutes(10)), Stop);
        (await process.Output.ReadLineAsync(Stop)).ShouldBe("started");

        proxy.HangUp();

        (await Should.ThrowAsync<DeploymentException>(() => running)).Code.ShouldBe("TBS2010");
        (await process.Exited.WaitAsync(Stop)).ShouldBe(-1);
        await Eventually.IsTrueAsync(() => host.ConnectionLost.IsCancellationRequested, "the loss is known", Stop);
        (await Should.ThrowAsync<DeploymentException>(() => host.RunAsync(new HostCommand("true"), Stop))).Code.ShouldBe("TBS2010");
        (await Should.ThrowAsync<DeploymentException>(() => host.OpenDockerAsync(Stop))).Code.ShouldBe("TBS2010");
    }

    [Fact]
    public async Task A_network_that_falls_silent_is_noticed()
    {
        var settings = await sandboxes.SettingsAsync();
        await using var proxy = new BreakableProxy(settings.Port);
        await using var host = await SshHost.ConnectAsync(
            settings.At(proxy.Port) with { KeepAlive = TimeSpan.FromSeconds(1) }, null, Stop);
        var running = host.RunAsync(new HostCommand("sleep 600", Timeout: TimeSpan.FromMinutes(10)), Stop);
        (await host.RunAsync(new HostCommand("echo there"), Stop)).Output.ShouldBe("there\n");

        proxy.FallSilent();

        (await Should.ThrowAsync<DeploymentException>(() => running)).Code.ShouldBe("TBS2010");
        host.ConnectionLost.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public async Task A_request_to_docker_on_a_connection_that_ends_fails()
    {
        var settings = await sandboxes.SettingsAsync();
        await using var proxy = new BreakableProxy(settings.Port);
        await using var host = await SshHost.ConnectAsync(settings.At(proxy.Port), null, Stop);
        using var docker = SshHostTests.Docker(host);
        using var events = await docker.GetStreamAsync("events", Stop);

        var reading = events.ReadAsync(new byte[1], Stop).AsTask();
        proxy.HangUp();

        var error = await Should.ThrowAsync<Exception>(() => reading);
        (error as DeploymentException ?? error.InnerException as DeploymentException).ShouldNotBeNull().Code.ShouldBe("TBS2010");
    }

    [Fact]
    public async Task An_account_without_a_shell_is_told_from_a_failing_command()
    {
        await using var server = await VariantSshd.StartAsync(await sandboxes.HostAsync(), directory, shell: "/usr/sbin/nologin");
        await using var host = await SshHost.ConnectAsync(server.Settings, null, Stop);

        (await Should.ThrowAsync<DeploymentException>(() => host.RunAsync(new HostCommand("true"), Stop))).Code.ShouldBe("TBS2019");
        (await Should.ThrowAsync<DeploymentException>(() => host.OpenDockerAsync(Stop))).Code.ShouldBe("TBS2019");
    }

    private static Task<DeploymentException> FailsAsync(SshSettings settings) =>
        Should.ThrowAsync<DeploymentException>(() => SshHost.ConnectAsync(settings, null, Stop));
}
