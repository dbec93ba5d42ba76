using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Hosts;
using TelegramBotStack.Deployment.Operations;
using TelegramBotStack.Deployment.Sandbox;
using TelegramBotStack.TestSupport;

namespace TelegramBotStack.Deployment.Tests.Hosts;

public sealed class HostTrustTests(SandboxFixture sandboxes) : IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private readonly List<HopTrust> asked = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task All_keys_of_a_host_behind_a_jump_host_are_shown_as_OpenSSH_shows_them_and_pinned()
    {
        var sandbox = await sandboxes.HostAsync();
        await KeyAsync("rsa", "-t", "rsa", "-b", "2048");
        await using var server = await VariantSshd.StartAsync(
            sandbox, directory, configuration => $"HostKey {directory["rsa"]}\n" + configuration);
        var host = Host(server.Settings) with
        {
            Jumps = [new JumpSettings(sandbox.Address, sandbox.User, sandbox.Port, sandbox.KeyFile)],
        };

        var report = await RunAsync(host, again: false);

        report.Hops.Select(hop => (hop.Name, hop.State)).ShouldBe(
            [(sandbox.Settings().Name, HostTrustState.New), (server.Settings.Name, HostTrustState.New)]);
        report.Hops[1].Keys.Select(key => key.Type).ShouldBe(["ssh-ed25519", "ssh-rsa"]);
        report.Hops[1].Keys[1].Fingerprint.ShouldBe((await SystemTool.RunAsync("ssh-keygen", ["-l", "-f", directory["rsa"]], Stop)).Output.Split(' ')[1]);
        (await File.ReadAllLinesAsync(host.KnownHosts, Stop)).ShouldBe([.. report.Hops.SelectMany(hop => hop.Lines)]);
        await (await HostConnection.OpenAsync(host, SshPrompts.None, Stop)).DisposeAsync();

        asked.Clear();
        (await RunAsync(host, again: false)).Hops.ShouldAllBe(hop => hop.State == HostTrustState.Pinned && !hop.IsNew);
        asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_swapped_host_key_is_refused_everywhere_before_anything_is_sent_until_it_is_trusted_again()
    {
        var sandbox = await sandboxes.HostAsync();
        await using var server = await VariantSshd.StartAsync(sandbox, directory, configuration => "LogLevel DEBUG1\n" + configuration);
        await KeyAsync("other");
        var other = (await File.ReadAllTextAsync(directory["other.pub"], Stop)).Split(' ')[1];
        var host = Host(server.Settings);
        var elsewhere = $"example.org ssh-ed25519 {other}";
        await File.WriteAllTextAsync(host.KnownHosts, $"{elsewhere}\n[{host.Address}]:{host.Port} ssh-ed25519 {other}\n", Stop);

        var trust = await Should.ThrowAsync<DeploymentException>(() => RunAsync(host, again: false));
        var connect = await Should.ThrowAsync<DeploymentException>(() => HostConnection.OpenAsync(host, SshPrompts.None, Stop));

        (trust.Code, connect.Code).ShouldBe(("TBS2009", "TBS2009"));
        trust.Mend.ShouldContain("--trust-again");
        asked.ShouldBeEmpty();
        var log = await File.ReadAllTextAsync(directory["sshd.log"], Stop);
        log.ShouldContain("Connection from");
        log.ShouldNotContain("userauth");

        var again = await RunAsync(host, again: true);
        again.Hops.Single().State.ShouldBe(HostTrustState.Changed);
        again.Hops.Single().Keys.Single().PinnedFingerprint.ShouldNotBeNull();
        asked.ShouldHaveSingleItem();
        (await File.ReadAllLinesAsync(host.KnownHosts, Stop)).ShouldBe([elsewhere, again.Hops.Single().Lines.Single()]);
        await (await HostConnection.OpenAsync(host, SshPrompts.None, Stop)).DisposeAsync();
    }

    [Fact]
    public async Task A_key_that_is_not_accepted_is_not_pinned()
    {
        var sandbox = await sandboxes.HostAsync();
        var host = Host(sandbox.Settings());

        var error = await Should.ThrowAsync<DeploymentException>(
            () => HostTrust.RunAsync(host, again: false, (_, _) => Task.FromResult(false), SshPrompts.None, Stop));

        error.Code.ShouldBe("TBS2008");
        File.Exists(host.KnownHosts).ShouldBeFalse();
    }

    private HostSettings Host(SshSettings settings) => new()
    {
        Address = settings.Host,
        Port = settings.Port,
        User = settings.User,
        Key = settings.KeyFile,
        KnownHosts = directory["deploy.known_hosts"],
    };

    private Task<HostTrustReport> RunAsync(HostSettings host, bool again) => HostTrust.RunAsync(
        host,
        again,
        (hop, _) =>
        {
            asked.Add(hop);
            return Task.FromResult(true);
        },
        SshPrompts.None,
        Stop);

    private async Task KeyAsync(string name, params string[] options) =>
        (await SystemTool.RunAsync("ssh-keygen", ["-q", "-N", "", "-f", directory[name], .. options], Stop)).ExitCode.ShouldBe(0);
}
