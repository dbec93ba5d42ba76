using System.Text.RegularExpressions;
using Nuke.Common;
using Nuke.Common.CI.GitHubActions;
using TelegramBotStack.BuildEngine;
using TelegramBotStack.Components.Deploying;
using TelegramBotStack.Components.Development;
using YamlDotNet.RepresentationModel;

namespace TelegramBotStack.Components.Tests.Scaffolding;

/// <summary>The workflow from the build class, as NUKE has it.</summary>
public sealed class WorkflowAttributeTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public WorkflowAttributeTests() => Directory.CreateDirectory(directory[".nuke"]);

    public void Dispose() => directory.Dispose();

    [Fact]
    public void The_example_of_the_docs_compiles_and_makes_a_workflow_that_deploys_tags()
    {
        Run("--generate-configuration", "GitHubActions_deploy");

        var yaml = new YamlStream();
        yaml.Load(new StringReader(File.ReadAllText(directory[".github/workflows/deploy.yml"])));
        var workflow = yaml.Documents.Single().RootNode;
        workflow["on"]["push"]["tags"][0].ToString().ShouldBe("v*");
        workflow["permissions"].ToString().ShouldBe("{ { contents, read } }");
        workflow["concurrency"]["group"].ToString().ShouldBe("deployment");
        var job = workflow["jobs"]["ubuntu-latest"];
        job["environment"].ToString().ShouldBe("production");
        var step = job["steps"].AllNodes.OfType<YamlMappingNode>().Single(node => node.Children.ContainsKey("run"));
        step["run"].ToString().ShouldBe("./build.sh Test DeployUp");
        step["env"]["BOTSTACK_SSH_KEY"].ToString().ShouldBe("${{ secrets.BOTSTACK_SSH_KEY }}");

        Plain(File.ReadAllText(RepositoryRoot.File("docs/ci.md"))).ShouldContain(Plain(ThisExample()));
    }

    [Theory]
    [InlineData("Test", "DeployUp")]
    [InlineData("DeployUp", "Test")]
    public void Tests_run_before_the_deployment_in_whatever_order_they_are_named(string first, string second) =>
        Run(first, second, "--plan").ShouldContain("1. Test\n   2. DeployUp");

    private string Run(params string[] arguments)
    {
        using var output = new StringWriter();
        new BuildInvocation { Arguments = arguments, WorkingDirectory = directory.Path, Out = output, Error = output }.Run<Build>().ShouldBe(0, output.ToString());
        return output.ToString().ReplaceLineEndings("\n");
    }

    private static string ThisExample() =>
        Regex.Match(File.ReadAllText(RepositoryRoot.File("tests/TelegramBotStack.Components.Tests/Scaffolding/WorkflowAttributeTests.cs")), @"// example\n(.*?)\n    \{", RegexOptions.Singleline).Groups[1].Value.Replace("private sealed ", "", StringComparison.Ordinal);

    private static string Plain(string text) => Regex.Replace(text, @"\s+", " ");

    // example
    [GitHubActions(
        "deploy", GitHubActionsImage.UbuntuLatest,
        OnPushTags = ["v*"],
        InvokedTargets = [nameof(IDev.Test), nameof(IDeploy.DeployUp)],
        ImportSecrets = ["BOT_TOKEN", "BOTSTACK_SSH_KEY"],
        ReadPermissions = [GitHubActionsPermissions.Contents],
        ConcurrencyGroup = "deployment",
        EnvironmentName = "production")]
    private sealed class Build : NukeBuild, ITelegramBot
    {
    }
}
