using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Hosts;
using TelegramBotStack.Deployment.Keys;
using TelegramBotStack.Deployment.Operations;
using TelegramBotStack.Deployment.Sandbox;
using TelegramBotStack.Deployment.Tests.Hosts;
using TelegramBotStack.TestSupport;

namespace TelegramBotStack.Deployment.Tests.Keys;

public sealed class SshKeySetupTests(SandboxFixture sandboxes) : IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private int asked;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string KeysOnHost => directory["home/.ssh/authorized_keys"];

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task A_host_reached_by_password_only_gets_a_key_once_and_needs_no_password_any_more()
    {
        await using var server = await StartAsync("");
        var host = Host(server);
        var request = new SshKeyRequest { KeyFile = directory["keys/new"] };

        var first = await SshKeySetup.RunAsync(host, request, Person(), Stop);

        (first.Created, first.Installed, asked).ShouldBe((true, true, 1));
        (await File.ReadAllLinesAsync(KeysOnHost, Stop)).ShouldBe([first.PublicKey]);
        (await SystemTool.RunAsync("stat", ["-c", "%a %u", KeysOnHost, directory["home/.ssh"]], Stop)).Output.ShouldBe("600 54321\n700 54321\n");

        var nobody = await SshKeySetup.RunAsync(host, request, SshPrompts.None, Stop);
        (nobody.Created, nobody.Installed, nobody.PublicKey.Split(' ')[1]).ShouldBe((false, false, first.PublicKey.Split(' ')[1]));

        // A key that is there is installed again where it is not, below what others have there.
        await File.WriteAllTextAsync(KeysOnHost, $"# {first.PublicKey}\nssh-ed25519 AAAA somebody", Stop);
        var again = await SshKeySetup.RunAsync(host, request, Person(), Stop);
        (again.Created, again.Installed, asked).ShouldBe((false, true, 2));
        var lines = await File.ReadAllLinesAsync(KeysOnHost, Stop);
        lines.Length.ShouldBe(3);
        lines[1].ShouldBe("ssh-ed25519 AAAA somebody");
        lines[2].ShouldStartWith(string.Join(' ', first.PublicKey.Split(' ')[..2]));
        (await SshKeySetup.RunAsync(host, request, Person(), Stop)).Installed.ShouldBeFalse();
        (await File.ReadAllLinesAsync(KeysOnHost, Stop)).Length.ShouldBe(3);
    }

    [Fact]
    public async Task A_key_with_a_passphrase_is_made_and_its_passphrase_asked_for_once()
    {
        await using var server = await StartAsync("");
        var request = new SshKeyRequest
        {
            KeyFile = directory["keys/new"],
            Type = SshKeyType.Rsa,
            NewPassphrase = _ => Task.FromResult<string?>("open sesame"),
        };
        var passphrases = 0;
        var prompts = (Person() with
        {
            Passphrase = (_, _) =>
            {
                passphrases++;
                return Task.FromResult<string?>("open sesame");
            },
        }).AskingOnce();

        (await SshKeySetup.RunAsync(Host(server), request, prompts, Stop)).Installed.ShouldBeTrue();
        (await SshKeySetup.RunAsync(Host(server), request, prompts, Stop)).Installed.ShouldBeFalse();

        passphrases.ShouldBe(1);
        (await File.ReadAllTextAsync(directory["keys/new"], Stop)).ShouldNotContain("sesame");
    }

    [Fact]
    public async Task A_host_that_does_not_look_for_the_key_is_told_of_and_a_wrong_password_makes_nothing()
    {
        await using var server = await StartAsync("AuthorizedKeysFile /nowhere\n");
        var request = new SshKeyRequest { KeyFile = directory["keys/new"] };

        var wrong = await Should.ThrowAsync<DeploymentException>(
            () => SshKeySetup.RunAsync(Host(server), request, Person("battery staple"), Stop));
        wrong.Code.ShouldBe("TBS2004");
        $"{wrong}".ShouldNotContain("battery staple");
        File.Exists(request.KeyFile).ShouldBeFalse();

        var error = await Should.ThrowAsync<DeploymentException>(() => SshKeySetup.RunAsync(Host(server), request, Person(), Stop));
        error.Code.ShouldBe("TBS2025");
        error.Message.ShouldContain(request.KeyFile!);
    }

    private static HostSettings Host(VariantSshd server) => new()
    {
        Address = server.Settings.Host,
        Port = server.Settings.Port,
        User = server.Settings.User,
        Auth = HostAuthentication.Password,
        KnownHosts = server.Settings.KnownHostsFile,
    };

    private SshPrompts Person(string password = VariantSshd.Password) => new()
    {
        Password = (_, _) =>
        {
            asked++;
            return Task.FromResult<string?>(password);
        },
    };

    private async Task<VariantSshd> StartAsync(string more) => await VariantSshd.StartAsync(
        await sandboxes.HostAsync(), directory, configuration => $"PasswordAuthentication yes\n{more}{configuration}", "/bin/sh", directory["home"]);
}
