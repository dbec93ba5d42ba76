using Renci.SshNet;
using Renci.SshNet.Common;
using TelegramBotStack.Deployment.Hosts.Ssh;
using TelegramBotStack.Deployment.Keys;
using TelegramBotStack.Deployment.Sandbox;
using TelegramBotStack.Deployment.Tests.Hosts;

namespace TelegramBotStack.Deployment.Tests.Keys;

public sealed class SshKeyPairTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData(SshKeyType.Ed25519, null)]
    [InlineData(SshKeyType.Ed25519, "open sesame")]
    [InlineData(SshKeyType.Rsa, null)]
    [InlineData(SshKeyType.Rsa, "pässwörd with spaces and \"quotes\"")]
    public async Task A_key_made_without_ssh_keygen_is_read_by_OpenSSH_and_by_us(SshKeyType type, string? passphrase)
    {
        var pair = SshKeyPair.Create(type);
        var text = pair.PrivateFile("ada@laptop", passphrase);
        await PrivateFile.CreateAsync(directory["key"], text, Stop);

        using var ours = new PrivateKeyFile(directory["key"], passphrase);
        ours.HostKeyAlgorithms.ShouldContain(algorithm => algorithm.Data.SequenceEqual(pair.PublicKey));
        if (passphrase is not null)
        {
            Should.Throw<SshPassPhraseNullOrEmptyException>(() => new PrivateKeyFile(directory["key"]));
        }

        Assert.SkipUnless(SystemTool.Find("ssh-keygen") is not null, "ssh-keygen is not installed.");
        var (exitCode, output, error) = await SystemTool.RunAsync("ssh-keygen", ["-y", "-P", passphrase ?? "", "-f", directory["key"]], Stop);
        exitCode.ShouldBe(0, error);
        output.Trim().ShouldBe(pair.PublicLine("ada@laptop"));
        (await SystemTool.RunAsync("ssh-keygen", ["-y", "-P", "wrong", "-f", directory["key"]], Stop)).ExitCode
            .ShouldBe(passphrase is null ? 0 : 255);

        await File.WriteAllTextAsync(directory["key.pub"], pair.PublicLine("ada@laptop") + "\n", Stop);
        var listed = (await SystemTool.RunAsync("ssh-keygen", ["-l", "-f", directory["key.pub"]], Stop)).Output.Split(' ');
        listed[0].ShouldBe(type == SshKeyType.Rsa ? "4096" : "256");
        listed[1].ShouldBe(PublicKeyBlob.Fingerprint(pair.PublicKey));
    }

    [Fact]
    public void Two_keys_differ() =>
        SshKeyPair.Create(SshKeyType.Ed25519).PublicKey.ShouldNotBe(SshKeyPair.Create(SshKeyType.Ed25519).PublicKey);

    [Fact]
    public async Task A_private_key_is_readable_by_its_user_only_from_the_beginning_and_never_overwritten()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has access control lists instead.");
            return;
        }

        var path = directory["new/.ssh/key"];

        await PrivateFile.CreateAsync(path, "secret", Stop);

        File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.GetUnixFileMode(Path.GetDirectoryName(path)!).ShouldBe(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await Should.ThrowAsync<IOException>(() => PrivateFile.CreateAsync(path, "another", Stop));
        (await File.ReadAllTextAsync(path, Stop)).ShouldBe("secret");
    }
}
