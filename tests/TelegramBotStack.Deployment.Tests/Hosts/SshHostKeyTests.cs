using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Hosts;
using TelegramBotStack.Deployment.Sandbox;
using TelegramBotStack.TestSupport;

namespace TelegramBotStack.Deployment.Tests.Hosts;

public sealed class SshHostKeyTests(SandboxFixture sandboxes) : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task A_key_never_met_is_refused_without_consent_and_not_pinned()
    {
        var settings = (await sandboxes.SettingsAsync()) with { KnownHostsFile = directory["known_hosts"] };
        var no = new SshPrompts { AcceptHostKey = (_, _) => Task.FromResult(false) };

        (await FailsAsync(settings, null)).Code.ShouldBe("TBS2008");
        (await FailsAsync(settings, no)).Code.ShouldBe("TBS2008");

        File.Exists(settings.KnownHostsFile).ShouldBeFalse();
    }

    [Fact]
    public async Task An_accepted_key_is_pinned_and_not_asked_about_again()
    {
        var sandbox = await sandboxes.HostAsync();
        var settings = sandbox.Settings() with { KnownHostsFile = directory["ssh/known_hosts"] };
        UnknownHostKey? asked = null;
        var yes = new SshPrompts
        {
            AcceptHostKey = (key, _) =>
            {
                asked = key;
                return Task.FromResult(true);
            },
        };

        await (await SshHost.ConnectAsync(settings, yes, Stop)).DisposeAsync();
        await (await SshHost.ConnectAsync(settings, null, Stop)).DisposeAsync();

        asked.ShouldBe(new UnknownHostKey(settings.Name, "ssh-ed25519", await FingerprintAsync(sandbox.KnownHostsFile)));
        (await File.ReadAllTextAsync(settings.KnownHostsFile, Stop)).ShouldBe(sandbox.KnownHostsLine + "\n");
        await ShouldBeKnownToOpenSshAsync(settings);
    }

    [Fact]
    public async Task A_changed_key_is_an_error_with_both_fingerprints_and_changes_nothing()
    {
        var sandbox = await sandboxes.HostAsync();
        await KeyAsync("other");
        var other = (await File.ReadAllTextAsync(directory["other.pub"], Stop)).Split(' ')[1];
        var settings = sandbox.Settings() with { KnownHostsFile = directory["known_hosts"] };
        var content = $"# a comment\n[{settings.Host}]:{settings.Port} ssh-ed25519 {other}\n";
        await File.WriteAllTextAsync(settings.KnownHostsFile, content, Stop);
        var yes = new SshPrompts { AcceptHostKey = (_, _) => Task.FromResult(true) };

        var error = await FailsAsync(settings, yes);

        error.Code.ShouldBe("TBS2009");
        error.Message.ShouldContain(await FingerprintAsync(directory["other.pub"]));
        error.Message.ShouldContain(await FingerprintAsync(sandbox.KnownHostsFile));
        error.Mend.ShouldContain("line 2");
        (await File.ReadAllTextAsync(settings.KnownHostsFile, Stop)).ShouldBe(content);
    }

    [Fact]
    public async Task A_revoked_key_is_refused_also_when_it_is_pinned()
    {
        var sandbox = await sandboxes.HostAsync();
        var settings = sandbox.Settings() with { KnownHostsFile = directory["known_hosts"] };
        await File.WriteAllTextAsync(
            settings.KnownHostsFile, $"{sandbox.KnownHostsLine}\n@revoked {sandbox.KnownHostsLine}\n", Stop);

        (await FailsAsync(settings, null)).Code.ShouldBe("TBS2009");
    }

    [Fact]
    public async Task A_server_with_several_keys_shows_the_pinned_one()
    {
        var sandbox = await sandboxes.HostAsync();
        await KeyAsync("ecdsa", "-t", "ecdsa");
        await KeyAsync("rsa", "-t", "rsa", "-b", "2048");
        await using var server = await VariantSshd.StartAsync(
            sandbox, directory,
            configuration => $"HostKey {directory["ecdsa"]}\nHostKey {directory["rsa"]}\n" + configuration);
        foreach (var key in new[] { "ecdsa", "rsa" })
        {
            var settings = server.Settings with { KnownHostsFile = directory[$"known_{key}"] };
            var fields = (await File.ReadAllTextAsync(directory[key + ".pub"], Stop)).Split(' ');
            await File.WriteAllTextAsync(
                settings.KnownHostsFile, $"[{settings.Host}]:{settings.Port} {fields[0]} {fields[1].Trim()}\n", Stop);

            await (await SshHost.ConnectAsync(settings, null, Stop)).DisposeAsync();
        }

        await (await SshHost.ConnectAsync(server.Settings, null, Stop)).DisposeAsync();
    }

    private static Task<DeploymentException> FailsAsync(SshSettings settings, SshPrompts? prompts) =>
        Should.ThrowAsync<DeploymentException>(() => SshHost.ConnectAsync(settings, prompts, Stop));

    private static async Task<string> FingerprintAsync(string file) =>
        (await SystemTool.RunAsync("ssh-keygen", ["-l", "-f", file], Stop)).Output.Split(' ')[1];

    private static async Task ShouldBeKnownToOpenSshAsync(SshSettings settings)
    {
        var found = await SystemTool.RunAsync(
            "ssh-keygen", ["-F", $"[{settings.Host}]:{settings.Port}", "-f", settings.KnownHostsFile], Stop);
        found.ExitCode.ShouldBe(0);
    }

    private async Task KeyAsync(string name, params string[] options) =>
        (await SystemTool.RunAsync("ssh-keygen", ["-q", "-N", "", "-f", directory[name], .. options], Stop)).ExitCode.ShouldBe(0);
}
