using System.Text.RegularExpressions;
using TelegramBotStack.Components.Scaffolding;
using YamlDotNet.RepresentationModel;

namespace TelegramBotStack.Components.Tests.Scaffolding;

/// <summary>Generated workflows of other tools failed at their first run: wrong command, missing right, no configuration.</summary>
public sealed class CiFilesTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public static TheoryData<string> Files => [".github/workflows/test.yml", ".github/workflows/deploy.yml", ".github/workflows/rollback.yml", ".gitlab-ci.yml"];

    private static string[] Workflows => [.. Files.Select(file => file.Data).Where(file => file.StartsWith(".github", StringComparison.Ordinal))];

    public void Dispose() => directory.Dispose();

    [Fact]
    public void A_bot_gets_the_files_of_the_ci_it_is_for()
    {
        Ci("given", BotCi.GitLab).ShouldBe([".gitlab-ci.yml"]);
        Ci("none", BotCi.None).ShouldBeEmpty();
        Ci("default", null).ShouldBe(Workflows, ignoreOrder: true);
        WithRemote("at-gitlab", "git@gitlab.example.org:ada/bot.git");
        Ci("at-gitlab", null).ShouldBe([".gitlab-ci.yml"]);
        WithRemote("at-github", "https://github.com/ada/bot.git");
        Ci("at-github", null).ShouldBe(Workflows, ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_command_is_the_bootstrapper_with_a_target_and_parameters_that_exist(string file)
    {
        var commands = Commands(Load(file)).ToList();

        commands.ShouldNotBeEmpty();
        foreach (var command in commands)
        {
            var words = Regex.Match(command, @"^\./build\.sh (\w+)(.*)$");
            words.Success.ShouldBeTrue(command);
            StackBuild.Targets.ShouldContain(words.Groups[1].Value);
            Regex.Matches(command, "--([a-z-]+)").Select(parameter => StackBuild.Plain(parameter.Groups[1].Value)).Except(StackBuild.Parameters).ShouldBeEmpty(command);
            // What somebody types into a form must not become part of a command.
            command.ShouldNotContain("${{");
            // It would also pin a host key that is seen for the first time.
            command.ShouldNotContain("--yes");
        }
    }

    [Fact]
    public void Workflows_have_no_more_rights_than_to_read_and_use_actions_of_one_major_version()
    {
        foreach (var workflow in Workflows.Select(Load))
        {
            ((YamlMappingNode)workflow["permissions"]).Children.Select(right => $"{right.Key}: {right.Value}").ShouldBe(["contents: read"]);
            foreach (var action in Nodes(workflow, "uses").Select(node => node.ToString()))
            {
                action.ShouldMatch(@"^(actions/[a-z-]+@v\d+|\./\.github/workflows/test\.yml)\z");
            }

            Nodes(workflow, "persist-credentials").Select(node => node.ToString()).ShouldAllBe(value => value == "false");
            Nodes(workflow, "timeout-minutes").Count().ShouldBe(Nodes(workflow, "runs-on").Count());
        }
    }

    [Fact]
    public void Deployments_wait_for_each_other_and_for_the_tests_and_are_never_cancelled_halfway()
    {
        foreach (var workflow in (string[])["deploy", "rollback"])
        {
            var concurrency = Load($".github/workflows/{workflow}.yml")["concurrency"];
            concurrency["group"].ToString().ShouldBe("deployment");
            concurrency["cancel-in-progress"].ToString().ShouldBe("false");
        }

        var deploy = Load(".github/workflows/deploy.yml");
        deploy["jobs"]["deploy"]["needs"].ToString().ShouldBe("test");
        deploy["jobs"]["test"]["uses"].ToString().ShouldBe("./.github/workflows/test.yml");
        ((YamlMappingNode)Load(".github/workflows/test.yml")["on"]).Children.ShouldContain(trigger => trigger.Key.ToString() == "workflow_call");
        deploy["on"]["push"]["tags"].ToString().ShouldContain("v*");

        var gitLab = Load(".gitlab-ci.yml");
        gitLab["stages"].ToString().ShouldContain("test, deploy");
        gitLab[".host"]["resource_group"].ToString().ShouldBe("deployment");
        gitLab[".host"]["interruptible"].ToString().ShouldBe("false");
        gitLab["deploy"]["extends"].ToString().ShouldBe(".host");
        gitLab["deploy"]["rules"][0]["if"].ToString().ShouldBe("$CI_COMMIT_TAG =~ /^v/");
        gitLab["rollback"]["rules"][0]["when"].ToString().ShouldBe("manual");
    }

    [Fact]
    public void Every_secret_that_a_workflow_reads_is_explained_and_only_steps_that_need_it_see_it()
    {
        var page = File.ReadAllText(RepositoryRoot.File("docs/ci.md"));
        foreach (var workflow in Workflows.Select(Load))
        {
            foreach (var job in ((YamlMappingNode)workflow["jobs"]).Children.Values.OfType<YamlMappingNode>())
            {
                job.Children.ShouldNotContain(child => child.Key.ToString() == "env");
            }

            foreach (Match secret in Regex.Matches(string.Concat(Nodes(workflow, "env").Select(node => node.ToString())), @"secrets\.([A-Z_]+)"))
            {
                page.ShouldContain($"`{secret.Groups[1].Value}`");
            }
        }

        Nodes(Load(".github/workflows/test.yml"), "env").ShouldBeEmpty();
        page.ShouldContain("`BOTSTACK_DEPLOY__HOST__KEY`");
    }

    private static YamlMappingNode Load(string file)
    {
        var folder = file.StartsWith(".github", StringComparison.Ordinal) ? "_github" : "_gitlab";
        var yaml = new YamlStream();
        yaml.Load(new StringReader(File.ReadAllText(RepositoryRoot.File($"templates/{folder}/{file}"))));
        return (YamlMappingNode)yaml.Documents.Single().RootNode;
    }

    private static IEnumerable<string> Commands(YamlNode node) => Nodes(node, "run").Select(run => run.ToString())
        .Concat(Nodes(node, "script").OfType<YamlSequenceNode>().SelectMany(script => script.Select(line => line.ToString())));

    private static IEnumerable<YamlNode> Nodes(YamlNode node, string key) => node switch
    {
        YamlMappingNode mapping => mapping.Children.SelectMany(child =>
            child.Key.ToString() == key ? [child.Value] : Nodes(child.Value, key)),
        YamlSequenceNode sequence => sequence.SelectMany(child => Nodes(child, key)),
        _ => [],
    };

    private IEnumerable<string> Ci(string repository, BotCi? ci) =>
        Scaffolder.Write(new ScaffoldRequest { Name = "Echo", Output = directory[repository], Ci = ci }).Files
            .Where(file => file.StartsWith(".github/", StringComparison.Ordinal) || file.StartsWith(".gitlab", StringComparison.Ordinal));

    private void WithRemote(string repository, string address)
    {
        Directory.CreateDirectory(directory[$"{repository}/.git"]);
        File.WriteAllText(directory[$"{repository}/.git/config"], $"[remote \"origin\"]\n\turl = {address}\n");
    }
}
