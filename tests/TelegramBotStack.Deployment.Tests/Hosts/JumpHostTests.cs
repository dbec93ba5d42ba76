using System.Net;
using System.Net.Sockets;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Hosts;
using TelegramBotStack.TestSupport;

namespace TelegramBotStack.Deployment.Tests.Hosts;

public sealed class JumpHostTests(SandboxFixture sandboxes) : IDisposable
{
    private readonly TemporaryDirectory first = new();
    private readonly TemporaryDirectory second = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        first.Dispose();
        second.Dispose();
    }

    [Fact]
    public async Task A_host_is_reached_through_two_jump_hosts_and_no_agent_is_forwarded_to_any()
    {
        var sandbox = await sandboxes.HostAsync();
        await using var gate = await VariantSshd.StartAsync(
            sandbox, first, configuration => configuration.Replace("AllowAgentForwarding no", "AllowAgentForwarding yes"));
        await using var target = await VariantSshd.StartAsync(
            sandbox, second, configuration => configuration.Replace("AllowAgentForwarding no", "AllowAgentForwarding yes"));
        var settings = target.Settings with { Jumps = [sandbox.Settings(), gate.Settings] };

        await using var host = await SshHost.ConnectAsync(settings, null, Stop);
        var result = await host.RunAsync(new HostCommand("echo \"$SSH_CONNECTION\"; echo \"agent:$SSH_AUTH_SOCK\"; cat", new byte[200_000]), Stop);

        host.Name.ShouldBe(target.Settings.Name);
        result.Output.ShouldContain($" {target.Settings.Port}\nagent:\n");
        result.Output.Length.ShouldBeGreaterThan(200_000);
    }

    [Fact]
    public async Task Each_hop_must_show_the_key_that_is_pinned_for_it()
    {
        var sandbox = await sandboxes.HostAsync();
        await using var target = await VariantSshd.StartAsync(sandbox, first);
        var jump = sandbox.Settings() with { KnownHostsFile = second["none"] };

        (await FailsAsync(target.Settings with { Jumps = [jump] })).Message.ShouldContain($"{jump.Name} is not known yet");
        var behind = await FailsAsync(target.Settings with { Jumps = [sandbox.Settings()], KnownHostsFile = second["none"] });
        behind.Code.ShouldBe("TBS2008");
        behind.Message.ShouldContain($"{target.Settings.Name} is not known yet");
    }

    [Fact]
    public async Task A_jump_host_that_cannot_reach_the_host_is_named()
    {
        var sandbox = await sandboxes.HostAsync();
        using var bound = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        bound.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // taken, but nobody listens
        var nobody = sandbox.Settings() with { Port = ((IPEndPoint)bound.LocalEndPoint!).Port, Jumps = [sandbox.Settings()] };

        var closed = await FailsAsync(nobody);

        closed.Code.ShouldBe("TBS2021");
        closed.Message.ShouldContain(sandbox.Settings().Name);
        closed.Message.ShouldContain($"port {nobody.Port}");

        await using var strict = await VariantSshd.StartAsync(
            sandbox, first, configuration => "AllowTcpForwarding no\n" + configuration);
        var prohibited = await FailsAsync(sandbox.Settings() with { Jumps = [strict.Settings] });
        prohibited.Code.ShouldBe("TBS2021");
        prohibited.Message.ShouldContain(strict.Settings.Name);
    }

    private static Task<DeploymentException> FailsAsync(SshSettings settings) =>
        Should.ThrowAsync<DeploymentException>(() => SshHost.ConnectAsync(settings, null, Stop));
}
