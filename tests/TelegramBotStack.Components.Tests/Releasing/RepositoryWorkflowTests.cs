using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace TelegramBotStack.Components.Tests.Releasing;

/// <summary>The workflows of this repository itself.</summary>
public class RepositoryWorkflowTests
{
    private static readonly string[] Targets =
    [
        .. StackBuild.Targets,
        .. Directory.EnumerateFiles(RepositoryRoot.File("build"), "I*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Regex.Matches(File.ReadAllText(file), @"^    Target (\w+) =>", RegexOptions.Multiline))
            .Select(target => target.Groups[1].Value),
    ];

    public static TheoryData<string> Workflows => ["ci", "release"];

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Each_step_is_the_bootstrapper_with_a_target_that_exists_or_prepares_the_machine(string workflow)
    {
        var commands = Nodes(Load(workflow), "run").Select(run => run.ToString()).ToList();

        foreach (var command in commands.Where(command => !command.StartsWith("apt-get ", StringComparison.Ordinal) && !command.StartsWith("git config ", StringComparison.Ordinal)))
        {
            var words = Regex.Match(command, @"^(?:\./build\.sh|\$\{\{ matrix\.build \}\}) (\w+)");
            words.Success.ShouldBeTrue(command);
            Targets.ShouldContain(words.Groups[1].Value);
        }
    }

    [Fact]
    public void Everything_is_tested_on_Linux_Windows_and_macOS()
    {
        var matrix = (YamlSequenceNode)Load("ci")["jobs"]["test"]["strategy"]["matrix"]["include"];

        matrix.Select(entry => $"{entry["system"]} {entry["build"]}").ShouldBe(["ubuntu-latest ./build.sh", "windows-latest ./build.ps1", "macos-latest ./build.sh"]);
        matrix.Select(entry => Path.Combine(RepositoryRoot.Path, entry["build"].ToString())).ShouldAllBe(script => File.Exists(script));
        Load("ci")["jobs"]["test"]["strategy"]["fail-fast"].ToString().ShouldBe("false");
    }

    [Fact]
    public void A_release_is_tested_looked_at_and_then_published_by_a_step_that_alone_has_the_key()
    {
        var jobs = Load("release")["jobs"];
        jobs["publish"]["needs"].ToString().ShouldBe("test");
        jobs["test"]["uses"].ToString().ShouldBe("./.github/workflows/ci.yml");
        var steps = ((YamlSequenceNode)jobs["publish"]["steps"]).OfType<YamlMappingNode>().Where(step => step.Children.ContainsKey("run")).ToList();

        steps.Select(step => step["run"].ToString()).ShouldBe(["./build.sh Publish --publish-source \"$SOURCE\" --dry-run", "./build.sh Publish --publish-source \"$SOURCE\""]);
        Nodes(Load("release"), "NUGET_API_KEY").Count().ShouldBe(1);
        steps[1]["env"]["NUGET_API_KEY"].ToString().ShouldBe("${{ secrets.NUGET_API_KEY }}");
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Workflows_may_only_read_take_actions_of_one_major_version_and_end_by_themselves(string workflow)
    {
        var yaml = Load(workflow);

        ((YamlMappingNode)yaml["permissions"]).Children.Select(right => $"{right.Key}: {right.Value}").ShouldBe(["contents: read"]);
        Nodes(yaml, "uses").Select(node => node.ToString()).ShouldAllBe(action => Regex.IsMatch(action, @"^(actions/[a-z-]+@v\d+|\./\.github/workflows/ci\.yml)\z"));
        Nodes(yaml, "persist-credentials").Count().ShouldBe(Nodes(yaml, "uses").Count(action => action.ToString().StartsWith("actions/checkout", StringComparison.Ordinal)));
        Nodes(yaml, "timeout-minutes").Count().ShouldBe(Nodes(yaml, "runs-on").Count());
    }

    private static YamlMappingNode Load(string workflow)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(File.ReadAllText(RepositoryRoot.File($".github/workflows/{workflow}.yml"))));
        return (YamlMappingNode)yaml.Documents.Single().RootNode;
    }

    private static IEnumerable<YamlNode> Nodes(YamlNode node, string key) => node switch
    {
        YamlMappingNode mapping => mapping.Children.SelectMany(child => child.Key.ToString() == key ? [child.Value] : Nodes(child.Value, key)),
        YamlSequenceNode sequence => sequence.SelectMany(child => Nodes(child, key)),
        _ => [],
    };
}
