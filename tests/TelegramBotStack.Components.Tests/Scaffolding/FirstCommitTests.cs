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
    public async Task A_new_bot_is_in_its_first_commit_and_stays_whole_when_git_cannot_make_one()
    {
        Scaffolder.Write(new ScaffoldRequest { Name = "Echo", Output = directory["bot"] });

        (await CommitAsync("bot")).ShouldStartWith("a repository was made, and nothing committed, since git does not know your name");
        Directory.Exists(directory["bot/.git"]).ShouldBeTrue();
        File.Exists(directory["bot/src/Echo/Program.cs"]).ShouldBeTrue();

        (await CommitAsync("bot", ("GIT_AUTHOR_NAME", "Ada"), ("GIT_AUTHOR_EMAIL", "ada@example.org"), ("GIT_COMMITTER_NAME", "Ada"), ("GIT_COMMITTER_EMAIL", "ada@example.org")))
            .ShouldBe("a repository was made, and everything is in its first commit");
        (await Command.RunAsync("git", ["status", "--porcelain"], directory["bot"])).ShouldEndWith(0).Output.ShouldBeEmpty();
        (await Command.RunAsync("git", ["log", "--format=%an %s"], directory["bot"])).Output.Trim().ShouldBe("Ada A new bot on TelegramBotStack");

        (await CommitAsync("bot")).ShouldStartWith("the repository that was there is left as it is");
    }

    [Fact]
    public async Task A_bot_inside_of_another_repository_makes_none_of_its_own()
    {
        Directory.CreateDirectory(directory["all"]);
        (await Command.RunAsync("git", ["init", "--quiet"], directory["all"])).ShouldEndWith(0);
        Scaffolder.Write(new ScaffoldRequest { Name = "Echo", Output = directory["all/bot"] });

        (await CommitAsync("all/bot")).ShouldStartWith("the repository that was there is left as it is");

        Directory.Exists(directory["all/bot/.git"]).ShouldBeFalse();
        (await Command.RunAsync("git", ["diff", "--cached", "--name-only"], directory["all"])).Output.ShouldBeEmpty();
    }

    // As on a machine on which nobody has told git who they are.
    private Task<string> CommitAsync(string repository, params (string Name, string Value)[] variables) => FirstCommit.MakeAsync(
        directory[repository],
        new Dictionary<string, string?>
        {
            ["HOME"] = directory["home"],
            ["XDG_CONFIG_HOME"] = null,
            ["GIT_CONFIG_GLOBAL"] = null,
            ["GIT_CONFIG_NOSYSTEM"] = "1",
            ["GIT_CEILING_DIRECTORIES"] = directory["."],
        }.Concat(variables.Select(variable => KeyValuePair.Create(variable.Name, (string?)variable.Value))).ToDictionary(),
        TestContext.Current.CancellationToken);
}
