using CsCheck;
using TelegramBotStack.Deployment.Hosts;
using TelegramBotStack.Deployment.Sandbox;

namespace TelegramBotStack.Deployment.Tests.Hosts;

public sealed class SshConfigTests : IDisposable
{
    private const string Example = """
        # a comment
        User=first
        Host bot *.bots !bad.bots
            HostName = "203.0.113.5"
            Port 2222
            User ada
            IdentityFile ~/.ssh/not_there # the bots' own
            IdentityFile "%d/.ssh/../../KEY"
        Host *.bots
          HostName %h.example.org
          ProxyJump jumper@gate:2200,inner
        Include more/*.conf
        HOST gate
            HostName 198.51.100.7
            Port 22 00
        Match user nobody
            Port 99
        Match all
            HostKeyAlias pinned
        Host *
            Port 2022
            User somebody

        """;

    private static readonly string[] Pieces =
        ["Host", "HostName", "Port", "User", "IdentityFile", "ProxyJump", "Include", "Match",
        "=", "\"", "%h", "%", "*", "!x", "x", "#",
        "~/", " ", "\n", "none", "-1", "99999999999", "\0", "[::1]:", "@", ","];

    private readonly TemporaryDirectory directory = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData("bot")]
    [InlineData("BOT")]
    [InlineData("a.bots")]
    [InlineData("bad.bots")]
    [InlineData("included")]
    [InlineData("other.example.com")]
    public async Task An_alias_means_what_OpenSSH_says(string alias)
    {
        Assert.SkipUnless(SystemTool.Find("ssh") is not null, "ssh is not installed.");
        Directory.CreateDirectory(directory["more"]);
        await File.WriteAllTextAsync(directory["more/a.conf"], "Host included\n  HostName 192.0.2.9\n  ProxyJump none\n", Stop);
        var text = Example.Replace("User=first\n", "").Replace("Port 22 00", "Port 2200")
            .Replace("Include more", $"Include {directory.Path}/more")
            .Replace("%d/.ssh/../../KEY", $"%d/{Path.GetRelativePath(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), directory["key"])}");
        await File.WriteAllTextAsync(directory["key"], "a key", Stop);
        await File.WriteAllTextAsync(directory["config"], text, Stop);

        var found = new SshConfig(directory["config"]).Find(alias);

        var (exitCode, output, error) = await SystemTool.RunAsync("ssh", ["-G", "-F", directory["config"], alias], Stop);
        exitCode.ShouldBe(0, error);
        var said = output.Split('\n').Select(line => line.Split(' ', 2)).Where(words => words.Length == 2).ToLookup(words => words[0], words => words[1]);
        found.HostName.ShouldBe(said["hostname"].Single(), StringCompareShould.IgnoreCase); // ssh writes names in lower case
        found.Port.ToString().ShouldBe(said["port"].Single());
        found.User.ShouldBe(said["user"].Single());
        found.KeyAlias.ShouldBe(said["hostkeyalias"].Single());
        found.ProxyJump.ShouldBe(said["proxyjump"].SingleOrDefault());
        found.KeyFile.ShouldBe(alias is "bot" or "a.bots" ? directory["key"] : null);
        found.Notes.ShouldHaveSingleItem().ShouldContain("'Match'");
    }

    [Fact]
    public async Task The_first_value_wins_and_what_cannot_be_followed_is_told()
    {
        await File.WriteAllTextAsync(directory["config"], Example + "Host x\n ProxyCommand nc %h %p\n", Stop);

        var found = new SshConfig(directory["config"]).Find("x");

        found.User.ShouldBe("first");
        found.Notes.ShouldContain(note => note.Contains("ProxyCommand"));
    }

    [Fact]
    public async Task Includes_that_go_round_in_circles_end()
    {
        await File.WriteAllTextAsync(directory["config"], "Include config\nUser ada\n", Stop);

        var found = new SshConfig(directory["config"]).Find("x");

        found.User.ShouldBe("ada");
        found.Notes.ShouldContain(note => note.Contains("nested"));
    }

    [Fact]
    public void A_file_that_is_not_there_says_nothing()
    {
        var found = new SshConfig(directory["none"]).Find("x");

        (found.HostName, found.Port, found.User, found.KeyFile, found.ProxyJump).ShouldBe(("x", null, null, null, null));
    }

    [Fact]
    public void A_line_ends_at_a_zero_character()
    {
        File.WriteAllText(directory["config"], "Host x\nIdentityFile ~/one\0/two\nUser ada\0m\n");

        var found = new SshConfig(directory["config"]).Find("x");

        found.User.ShouldBe("ada");
        _ = found.KeyFile;
    }

    [Fact]
    public void No_garbage_throws()
    {
        var file = directory["config"];
        Gen.OneOf(Gen.String, Gen.OneOf([.. Pieces.Select(Gen.Const)])).Array[0, 30].Select(string.Concat).Sample(
            text =>
            {
                File.WriteAllText(file, text);
                var found = new SshConfig(file).Find("x");
                _ = (found.HostName, found.KeyFile, found.ProxyJump, found.Notes);
            },
            iter: 2000,
            threads: 1);
    }
}
