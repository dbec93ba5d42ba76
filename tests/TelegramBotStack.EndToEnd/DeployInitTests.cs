using System.Globalization;
using TelegramBotStack.Deployment.Sandbox;
using TelegramBotStack.Simulator;

namespace TelegramBotStack.EndToEnd;

public class DeployInitTests(SandboxFixture sandbox)
{
    [Fact]
    public async Task DeployInit_writes_a_deploy_yaml_for_a_host_that_was_tried_and_nothing_when_something_fails()
    {
        var host = await sandbox.HostAsync();
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var repository = NewRepository(host, telegram, out var knownHosts);
        string[] server = ["--deploy-host", $"{host.User}@{host.Address}", "--deploy-port", Text(host.Port), "--json"];

        await Refused("TBS2041", 2, "DeployInit", "--json");
        await Refused("TBS2042", 2, ["DeployInit", .. server, "--deploy-key", host.KeyFile]);
        var program = Path.Combine(repository.Directory, "src", "Bot.Of.Ada", "Bot.Of.Ada.csproj");
        Directory.CreateDirectory(Path.GetDirectoryName(program)!);
        await File.WriteAllTextAsync(program, "<Project><PropertyGroup><OutputType>Exe</OutputType></PropertyGroup></Project>", TestContext.Current.CancellationToken);
        await Refused("TBS2008", 1, ["DeployInit", .. server, "--deploy-key", host.KeyFile]);
        await Refused("TBS2005", 2, ["DeployInit", .. server, "--deploy-key", "/nowhere/key", "--yes"]);
        await Refused("TBS1002", 2, ["DeployInit", .. server, "--deploy-auth", "telepathy", "--yes"]);

        var done = (await repository.Run(["DeployInit", .. server, "--deploy-key", host.KeyFile, "--yes"])).ShouldEndWith(0);

        done.Screen.ShouldContain("Next: ./build.sh DeployUp");
        done.Json.GetProperty("bot").GetString().ShouldBe("bot-of-ada");
        (await File.ReadAllLinesAsync(knownHosts, TestContext.Current.CancellationToken)).ShouldContain(host.KnownHostsLine);
        var written = await File.ReadAllTextAsync(repository.DeployFile, TestContext.Current.CancellationToken);
        written.ShouldContain("project: src/Bot.Of.Ada/Bot.Of.Ada.csproj");
        (await repository.Run("DeployStatus", "--json")).ShouldEndWith(0);

        // What is there is never overwritten unasked, and then only its host is changed.
        (await repository.Run("DeployInit", "--deploy-host", "other.example.org", "--json")).ShouldEndWith(2).Json.GetProperty("code").GetString().ShouldBe("TBS2043");
        (await File.ReadAllTextAsync(repository.DeployFile, TestContext.Current.CancellationToken)).ShouldBe(written);
        await File.WriteAllTextAsync(repository.DeployFile, written.Replace(host.Address, "localhost", StringComparison.Ordinal) + "keep-releases: 3 # mine\n", TestContext.Current.CancellationToken);
        (await repository.Run(["DeployInit", .. server, "--yes"])).ShouldEndWith(0);
        (await File.ReadAllTextAsync(repository.DeployFile, TestContext.Current.CancellationToken)).ShouldBe(written + "keep-releases: 3 # mine\n");

        async Task Refused(string code, int exitCode, params string[] arguments)
        {
            (await repository.Run(arguments)).ShouldEndWith(exitCode).Json.GetProperty("code").GetString().ShouldBe(code);
            File.Exists(repository.DeployFile).ShouldBeFalse(code);
            File.Exists(knownHosts).ShouldBeFalse(code);
        }
    }

    [Fact]
    public async Task SshKey_names_the_key_in_deploy_yaml_and_changes_nothing_else_there()
    {
        var host = await sandbox.HostAsync();
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var repository = new BotRepository(host, telegram);
        repository.Configure(edit: text => text.Replace($"key: {host.KeyFile}", "# key: ~/.ssh/mine", StringComparison.Ordinal));
        var before = await File.ReadAllTextAsync(repository.DeployFile, TestContext.Current.CancellationToken);
        string[] target = ["SshKey", "--deploy-key", host.KeyFile, "--json"];

        var shown = (await repository.Run(target)).ShouldEndWith(0);
        shown.Screen.ShouldContain($"under host:  key: {host.KeyFile}");
        (await File.ReadAllTextAsync(repository.DeployFile, TestContext.Current.CancellationToken)).ShouldBe(before);
        (await repository.Run([.. target, "--yes"])).ShouldEndWith(0).Json.GetProperty("created").GetBoolean().ShouldBeFalse();

        var after = await File.ReadAllTextAsync(repository.DeployFile, TestContext.Current.CancellationToken);
        after.Replace($"  key: {host.KeyFile}\n", "", StringComparison.Ordinal).ShouldBe(before);
        (await repository.Run("DeployStatus", "--json")).ShouldEndWith(0);
    }

    [Fact]
    public async Task A_bot_reaches_a_host_that_only_the_ssh_config_knows_through_a_jump_host()
    {
        var host = await sandbox.HostAsync();
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var repository = new BotRepository(host, telegram);
        await File.WriteAllTextAsync(
            Path.Combine(repository.Directory, "ssh_config"),
            $"""
            Host vps
              HostName {host.Address}
              User {host.User}
              ProxyJump gate
            Host gate
              HostName localhost
            Host *
              Port {Text(host.Port)}
              IdentityFile {host.KeyFile}
            """,
            TestContext.Current.CancellationToken);
        repository.Configure(edit: text => text
            .Replace($"address: {host.Address}", "address: vps\n  ssh-config: ssh_config", StringComparison.Ordinal)
            .Replace($"  port: {Text(host.Port)}\n", "", StringComparison.Ordinal)
            .Replace($"  user: {host.User}\n", "", StringComparison.Ordinal)
            .Replace($"  key: {host.KeyFile}\n", "", StringComparison.Ordinal));

        // The jump host is no host that was met before.
        var unknown = (await repository.Run("DeployUp", "--json")).ShouldEndWith(1);
        unknown.Json.GetProperty("code").GetString().ShouldBe("TBS2008");
        unknown.Json.GetProperty("cause").GetString().ShouldNotBeNull().ShouldContain("@localhost:");
        (await repository.Run("HostTrust", "--yes", "--json")).ShouldEndWith(0).Json.GetProperty("hops").GetArrayLength().ShouldBe(2);

        (await repository.DeployUp()).ShouldEndWith(0).Json.GetProperty("changed").GetBoolean().ShouldBeTrue();
        (await repository.Run("DeployStatus", "--json")).ShouldEndWith(0).Json.GetProperty("isAnswering").GetBoolean().ShouldBeTrue();
        (await repository.Run("DeployDown", "--purge", "--yes")).ShouldEndWith(0);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static BotRepository NewRepository(SandboxHost host, TelegramSimulator telegram, out string knownHosts)
    {
        var repository = new BotRepository(host, telegram);
        File.Delete(repository.DeployFile);
        knownHosts = Path.Combine(repository.Directory, "deploy.known_hosts");
        File.Delete(knownHosts);
        repository.Environment = new Dictionary<string, string> { ["BOTSTACK_DEPLOY__HOST__STATE_DIRECTORY"] = host.StateDirectory };
        return repository;
    }
}
