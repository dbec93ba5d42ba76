namespace TelegramBotStack.Components.Tests;

public class TargetReferenceTests
{
    /// <summary>With BOTSTACK_WRITE_DOCS=1 it writes the page instead.</summary>
    [Fact]
    public void The_reference_of_targets_is_what_the_code_says()
    {
        var page = RepositoryRoot.File("docs/targets.md");
        if (Environment.GetEnvironmentVariable("BOTSTACK_WRITE_DOCS") == "1")
        {
            File.WriteAllText(page, TargetReference.Text());
        }

        File.ReadAllText(page).ReplaceLineEndings("\n").ShouldBe(TargetReference.Text());
    }

    [Fact]
    public void Every_target_and_parameter_is_explained()
    {
        var reference = TargetReference.Text();

        StackBuild.Targets.ShouldAllBe(target => reference.Contains($"- **{target}**: ", StringComparison.Ordinal));
        reference.ShouldNotContain("|  |");
    }
}
