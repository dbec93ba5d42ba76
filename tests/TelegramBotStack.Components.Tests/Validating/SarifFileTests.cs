using TelegramBotStack.Components.Validating;
using TelegramBotStack.Deployment.Diagnosis;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Components.Tests.Validating;

public sealed class SarifFileTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData("deploy.yaml:3: bot.project names a file that does not exist", "deploy.yaml", 3)]
    [InlineData("Echo.csproj does not compile.\nsrc/Echo/Program.cs(14,62): error CS1026: ) expected", "src/Echo/Program.cs", 14)]
    [InlineData("git tracks my keys/.env, which is for secrets.", "deploy.yaml", 1)]
    [InlineData("notes.txt holds a bot's token in plain text.", "notes.txt", 1)]
    public void A_finding_is_shown_at_the_line_it_is_about(string found, string file, int line)
    {
        File.WriteAllText(directory["notes.txt"], "");

        var result = SarifFile.Create(Report(CheckState.Problem, found), directory.Path)["runs"]![0]!["results"]![0]!;

        var place = result["locations"]![0]!["physicalLocation"]!;
        (place["artifactLocation"]!["uri"]!.GetValue<string>(), place["region"]!["startLine"]!.GetValue<int>()).ShouldBe((file, line));
        (result["ruleId"]!.GetValue<string>(), result["level"]!.GetValue<string>()).ShouldBe(("TBS9070", "error"));
        result["message"]!["text"]!.GetValue<string>().ShouldContain("Mend: it");
    }

    [Fact]
    public void Warnings_are_problems_only_when_checks_are_strict()
    {
        var report = Report(CheckState.Warning, "x");

        report.First.ShouldBeNull();
        ValidateTarget.Strict(report).First.ShouldNotBeNull();
        SarifFile.Create(report, directory.Path)["runs"]![0]!["results"]![0]!["level"]!.GetValue<string>().ShouldBe("warning");
        ValidateTarget.Strict(new DoctorReport([new CheckResult(CheckCategory.Sdk, "SDK", CheckState.LeftOut, "x")], 0)).First.ShouldBeNull();
    }

    [Theory]
    [InlineData(CheckCategory.Configuration, ExitCode.BadUsage)]
    [InlineData(CheckCategory.Secrets, ExitCode.BadUsage)]
    [InlineData(CheckCategory.Code, ExitCode.FailedUnchanged)]
    [InlineData(CheckCategory.Telegram, ExitCode.FailedUnchanged)]
    public void The_exit_code_tells_a_wrong_configuration_from_wrong_code(CheckCategory category, ExitCode expected) =>
        ValidateTarget.ExitCodeOf(new CheckResult(category, "x", CheckState.Problem, "x")).ShouldBe(expected);

    private static DoctorReport Report(CheckState state, string found) => new(
        [new CheckResult(CheckCategory.Sdk, "SDK", CheckState.Ok, "fine"), new CheckResult(CheckCategory.Code, "start", state, found) { Code = "TBS9070", Mend = "it" }], 0.5);
}
