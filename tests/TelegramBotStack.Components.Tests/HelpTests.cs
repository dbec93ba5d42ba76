using System.Text.RegularExpressions;

namespace TelegramBotStack.Components.Tests;

public class HelpTests
{
    [Fact]
    public async Task Help_shows_every_target_and_every_parameter_with_what_it_is_for()
    {
        var help = (await Bootstrapper.RunAsync(RepositoryRoot.Path, ["--help"])).ShouldEndWith(0).Output.ReplaceLineEndings("\n");

        foreach (var target in StackBuild.Targets)
        {
            help.ShouldMatch($@"\n  {target}(?: \(default\))?(?: +-> [^\n]+)?\n    [A-Z][^\n]+\n");
        }

        var parameters = Regex.Matches(help, @"\n  --([a-z-]+) +([A-Z][^\n]+)").Select(parameter => StackBuild.Plain(parameter.Groups[1].Value)).ToList();
        StackBuild.Parameters.Distinct().Except(parameters).ShouldBeEmpty();
        help.ShouldNotContain("<no description>");
    }
}
