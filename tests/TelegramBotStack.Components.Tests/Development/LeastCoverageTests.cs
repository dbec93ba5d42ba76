using TelegramBotStack.Components.Development;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Components.Tests.Development;

public class LeastCoverageTests
{
    private static readonly TestRun Run = new(
        Built: true, Succeeded: true, new TestCounts(3, 0, 0), [new LineCoverage("Echo", 84, 100), new LineCoverage("Other", 1, 100)]);

    [Fact]
    public void A_run_that_executes_too_few_lines_fails_and_names_the_assembly()
    {
        var error = Should.Throw<DeploymentException>(() => TestReport.Check(Run, new Dictionary<string, double> { ["Echo"] = 85 }));

        error.Code.ShouldBe("TBS6108");
        error.Message.ShouldContain("Echo: 84.0 %, and should be 85 %");
    }

    [Fact]
    public void Assemblies_without_a_limit_are_not_judged() =>
        Should.NotThrow(() => TestReport.Check(Run, new Dictionary<string, double> { ["Echo"] = 84 }));
}
