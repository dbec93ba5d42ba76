using System.Text.RegularExpressions;
using TelegramBotStack.Deployment.Sandbox;
using TelegramBotStack.Simulator;
using TelegramBotStack.TestSupport;
using YamlDotNet.RepresentationModel;

namespace TelegramBotStack.Components.Tests.Scaffolding;

/// <summary>Runs what the scaffolded workflows say, in clean clones, against a host: secrets and known host key wired as there.</summary>
public sealed class WorkflowRunTests(LocalFeed feed, SandboxFixture sandboxes) : IClassFixture<LocalFeed>, IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private readonly List<string> outputs = [];

    private string Origin => directory["origin"];

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task The_scaffolded_workflows_test_deploy_and_roll_back_from_a_clean_clone()
    {
        var host = await sandboxes.HostAsync();
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var key = await File.ReadAllTextAsync(host.KeyFile, TestContext.Current.CancellationToken);
        var secrets = new Dictionary<string, string> { ["BOT_TOKEN"] = telegram.Token, ["BOTSTACK_SSH_KEY"] = key };
        await ScaffoldFor(host, telegram);
        var ada = telegram.CreateUser("Ada");
        try
        {
            // A push, then a tag: GitHub.
            var first = await Clone("first");
            await RunJob(first, ".github/workflows/test.yml", "test", new Dictionary<string, string>());
            await Commit("an unpinned host", () => File.Delete(Path.Combine(Origin, "deploy.known_hosts")));
            (await RunJob(await Clone("unpinned"), ".github/workflows/deploy.yml", "deploy", secrets, exitCode: null)).ShouldContain("TBS2008");
            await RunJob(first, ".github/workflows/deploy.yml", "deploy", secrets);
            await ada.Send("hello");
            (await ada.NextReply(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken)).Text.ShouldBe("hello");

            // The next tag: GitLab, whose key is a file.
            await Commit("pin again", () => File.Copy(Path.Combine(first, "deploy.known_hosts"), Path.Combine(Origin, "deploy.known_hosts")));
            await Commit("a new answer", () => Edit("src/Echo/Program.cs", "context.Text!", "\"new: \" + context.Text!"));
            var second = await Clone("second");
            await Run(second, GitLabScript("deploy"), new() { ["BOT_TOKEN"] = telegram.Token, ["BOTSTACK_DEPLOY__HOST__KEY"] = host.KeyFile, ["GITLAB_CI"] = "true" }, 0);
            await ada.Send("hello");
            (await ada.NextReply(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken)).Text.ShouldBe("new: hello");

            // The button, in a clone that has built nothing.
            await RunJob(await Clone("third"), ".github/workflows/rollback.yml", "rollback", secrets);
            await ada.Send("hello");
            (await ada.NextReply(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken)).Text.ShouldBe("hello");

            foreach (var output in outputs)
            {
                output.ShouldNotContain(telegram.Token);
                output.ShouldNotContain(key.Split('\n')[1]);
            }
        }
        finally
        {
            await Run(
                await Clone("last"), "./build.sh DeployDown --purge --yes",
                new() { ["BOT_TOKEN"] = telegram.Token, ["BOTSTACK_SSH_KEY"] = key }, exitCode: null);
        }
    }

    private async Task ScaffoldFor(SandboxHost host, TelegramSimulator telegram)
    {
        (await Bootstrapper.RunAsync(
            RepositoryRoot.Path, ["Scaffold", "--bot-name", "Echo", "--bot-output", Origin, "--bot-feed", feed.Path])).ShouldEndWith(0);
        var name = "ci-" + Guid.NewGuid().ToString("N")[..8];
        await File.WriteAllTextAsync(Path.Combine(Origin, "deploy.yaml"), $$"""
            bot:
              name: {{name}}
              project: src/Echo/Echo.csproj
            host:
              address: {{host.Address}}
              port: {{host.Port}}
              user: {{host.User}}
              docker-socket: {{host.DockerSocket}}
              state-directory: {{host.StateDirectory}}/{{name}}
            secrets:
              BOT_TOKEN: { env: BOT_TOKEN }
            environment:
              BOT_API_URL: {{telegram.BaseUrl}}
            network: host
            verify:
              window: 2s

            """, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(Origin, "deploy.known_hosts"), host.KnownHostsLine + "\n", TestContext.Current.CancellationToken);
        (await Command.RunAsync("git", ["init", "--quiet"], Origin)).ShouldEndWith(0);
        await Commit("a bot", () => { });
    }

    private async Task Commit(string message, Action change)
    {
        change();
        (await Command.RunAsync("git", ["add", "--all"], Origin)).ShouldEndWith(0);
        (await Command.RunAsync("git", ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", "commit", "--quiet", "--message", message], Origin)).ShouldEndWith(0);
    }

    private void Edit(string file, string old, string replacement)
    {
        var text = File.ReadAllText(Path.Combine(Origin, file));
        text.ShouldContain(old);
        File.WriteAllText(Path.Combine(Origin, file), text.Replace(old, replacement, StringComparison.Ordinal));
    }

    private async Task<string> Clone(string name)
    {
        (await Command.RunAsync("git", ["clone", "--quiet", "--depth", "1", "file://" + Origin, directory[name]], directory.Path)).ShouldEndWith(0);
        return directory[name];
    }

    // As GitHub does it: each 'run' is a script of bash -e, with the step's variables, secrets and inputs put in.
    private async Task<string> RunJob(string clone, string workflow, string job, IReadOnlyDictionary<string, string> secrets, int? exitCode = 0)
    {
        var output = "";
        foreach (var step in ((YamlSequenceNode)Yaml(File.ReadAllText(Path.Combine(clone, workflow)))["jobs"][job]["steps"]).OfType<YamlMappingNode>()
            .Where(step => step.Children.ContainsKey("run")))
        {
            var environment = new Dictionary<string, string?> { ["GITHUB_ACTIONS"] = "true" };
            foreach (var (variable, value) in step.Children.TryGetValue("env", out var env) ? ((YamlMappingNode)env).ToDictionary() : [])
            {
                environment[variable.ToString()] = Regex.Replace(
                    value.ToString(), @"\$\{\{ (secrets|inputs)\.(\w+) \}\}", match => secrets.GetValueOrDefault(match.Groups[2].Value, ""));
            }

            output += await Run(clone, step["run"].ToString(), environment, exitCode);
        }

        return output;
    }

    private async Task<string> Run(string clone, string script, Dictionary<string, string?> environment, int? exitCode)
    {
        foreach (var (name, value) in feed.Environment)
        {
            environment[name] = value;
        }

        environment["CI"] = "true";
        environment["SSH_AUTH_SOCK"] = null;
        var command = await Command.RunAsync("bash", ["-e", "-c", script], clone, environment);
        outputs.Add(command.Output + command.Error);
        if (exitCode is { } expected)
        {
            command.ShouldEndWith(expected);
        }

        return command.Output + command.Error;
    }

    private static string GitLabScript(string job) => string.Join('\n',
        ((YamlSequenceNode)Yaml(File.ReadAllText(RepositoryRoot.File("templates/_gitlab/.gitlab-ci.yml")))[job]["script"]).Select(line => line.ToString()));

    private static YamlNode Yaml(string text)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text));
        return yaml.Documents.Single().RootNode;
    }
}
