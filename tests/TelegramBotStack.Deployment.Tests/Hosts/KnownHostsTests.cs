using TelegramBotStack.Deployment.Hosts.Ssh;
using TelegramBotStack.Deployment.Sandbox;

namespace TelegramBotStack.Deployment.Tests.Hosts;

public sealed class KnownHostsTests : IDisposable
{
    private const string Key = "AAAAC3NzaC1lZDI1NTE5AAAAIJ0X5DqZcJYjY7ZKk4hCmT7gqk5vJ0x0d3m3y0l0d3m3";

    private readonly TemporaryDirectory directory = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string HostsFile => directory["known_hosts"];

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData("example.com ssh-ed25519 K", "example.com", 22, true)]
    [InlineData("example.com ssh-ed25519 K a comment", "EXAMPLE.com", 22, true)]
    [InlineData("example.com ssh-ed25519 K", "example.com", 2222, false)]
    [InlineData("[example.com]:2222 ssh-ed25519 K", "example.com", 2222, true)]
    [InlineData("[example.com]:2222 ssh-ed25519 K", "example.com", 22, false)]
    [InlineData("other,203.0.113.5 ssh-ed25519 K", "203.0.113.5", 22, true)]
    [InlineData("*.example.com ssh-ed25519 K", "a.example.com", 22, true)]
    [InlineData("*.example.com ssh-ed25519 K", "example.com", 22, false)]
    [InlineData("host? ssh-ed25519 K", "host1", 22, true)]
    [InlineData("*.example.com,!b.example.com ssh-ed25519 K", "b.example.com", 22, false)]
    [InlineData("@cert-authority example.com ssh-ed25519 K", "example.com", 22, false)]
    [InlineData("# example.com ssh-ed25519 K", "example.com", 22, false)]
    [InlineData("example.com ssh-ed25519 not-base64!", "example.com", 22, false)]
    [InlineData("example.com ssh-ed25519", "example.com", 22, false)]
    [InlineData("|1|x|y ssh-ed25519 K", "example.com", 22, false)]
    [InlineData("", "example.com", 22, false)]
    public async Task A_line_is_read_as_OpenSSH_reads_it(string line, string host, int port, bool isKnown)
    {
        await File.WriteAllTextAsync(HostsFile, line.Replace(" K", " " + Key) + "\n", Stop);

        (await new KnownHosts(HostsFile).FindAsync(host, port, Stop)).Count.ShouldBe(isKnown ? 1 : 0);
    }

    [Fact]
    public async Task Names_hashed_by_OpenSSH_are_found()
    {
        Assert.SkipUnless(SystemTool.Find("ssh-keygen") is not null, "ssh-keygen is not installed.");
        await SystemTool.RunAsync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", directory["key"]], Stop);
        var key = (await File.ReadAllTextAsync(directory["key.pub"], Stop)).Split(' ')[1];
        await File.WriteAllTextAsync(HostsFile, $"example.com ssh-ed25519 {key}\n[example.org]:2222 ssh-ed25519 {key}\n", Stop);
        (await SystemTool.RunAsync("ssh-keygen", ["-H", "-f", HostsFile], Stop)).ExitCode.ShouldBe(0);
        var hosts = new KnownHosts(HostsFile);

        (await File.ReadAllTextAsync(HostsFile, Stop)).ShouldNotContain("example");
        (await hosts.FindAsync("example.com", 22, Stop)).Single().Key.ShouldBe(Convert.FromBase64String(key));
        (await hosts.FindAsync("example.org", 2222, Stop)).Single().Line.ShouldBe(2);
        (await hosts.FindAsync("example.net", 22, Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_key_is_added_after_a_last_line_without_end()
    {
        await File.WriteAllTextAsync(HostsFile, $"first ssh-ed25519 {Key}", Stop);
        var hosts = new KnownHosts(HostsFile);

        await hosts.AddAsync("second", 22, Convert.FromBase64String(Key), Stop);

        (await hosts.FindAsync("first", 22, Stop)).ShouldHaveSingleItem();
        (await hosts.FindAsync("second", 22, Stop)).ShouldHaveSingleItem().Line.ShouldBe(2);
    }
}
