using System.Text.RegularExpressions;
using TelegramBotStack.Components.Scaffolding;

namespace TelegramBotStack.Components.Tests.Scaffolding;

public sealed class FirstCommitTests : IDisposable
{
    private const string Token = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw";

    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task The_first_commit_of_a_new_bot_holds_no_secret_no_key_no_data_and_no_backup()
    {
        Scaffolder.Write(new ScaffoldRequest { Name = "Echo", Output = directory["bot"] });
        string[] secret =
        [
            ".env", ".env.staging", "src/Echo/.env", "id_ed25519", "deploy/id_rsa", "server.key", "server.pem", "certificate.pfx",
            "data/chats.json", "backups/echo.tar.gz", "echo-20260101T000000Z-ab12cd.botbackup", ".nuke/temp/upgrade/files/old/deploy.yaml",
        ];
        string[] belongsIn = [".env.example", "deploy.known_hosts", "deploy.secrets.yaml", "deploy.staging.yaml"];
        foreach (var file in secret.Concat(belongsIn))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(directory["bot/" + file])!);
            await File.WriteAllTextAsync(directory["bot/" + file], secret.Contains(file) ? Token : "none", TestContext.Current.CancellationToken);
        }

        foreach (var arguments in (string[][])
        [
            ["init", "--quiet"],
            ["add", "--all"],
            ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", "commit", "--quiet", "--message", "First"],
        ])
        {
            (await Command.RunAsync("git", arguments, directory["bot"])).ShouldEndWith(0);
        }

        var committed = (await Command.RunAsync("git", ["ls-tree", "-r", "--name-only", "HEAD"], directory["bot"])).Output.Split('\n');
        committed.Intersect(secret).ShouldBeEmpty();
        belongsIn.Except(committed).ShouldBeEmpty();
        var content = (await Command.RunAsync("git", ["show", "HEAD"], directory["bot"])).Output;
        content.ShouldContain("BOT_TOKEN");
        Regex.Matches(content, @"\d{8,}:[A-Za-z0-9_-]{34,}|-----BEGIN|AGE-SECRET-KEY").ShouldBeEmpty();
    }

    [Fact]
    public void Scaffolding_needs_no_git_and_makes_no_commit_that_could_fail_without_an_identity()
    {
        Scaffolder.Write(new ScaffoldRequest { Name = "Echo", Output = directory["bot"] });

        Directory.Exists(directory["bot/.git"]).ShouldBeFalse();
    }
}
