using TelegramBotStack.Components.Diagnosing;
using TelegramBotStack.Deployment.Diagnosis;

namespace TelegramBotStack.Components.Tests.Diagnosing;

public class DoctorScreenTests
{
    private static readonly CheckResult Fine = new(CheckCategory.Sdk, "SDK", CheckState.Ok, ".NET SDK 10");

    [Fact]
    public void The_last_line_names_the_first_problem_and_what_to_type_next() => DoctorScreen.Conclusion(new DoctorReport(
        [
            Fine,
            Problem(CheckCategory.Security, ".gitignore", "TBS9045", CheckState.Warning),
            Problem(CheckCategory.Ssh, "connection", "TBS2002", CheckState.Problem),
            Problem(CheckCategory.Bot, "health", "TBS9002", CheckState.Problem),
        ],
        1.26)).ShouldBe("2 problems, 1 warning (1.3 s), first: TBS2002 connection. Next: mend TBS2002");

    [Fact]
    public void Warnings_are_no_problem() => DoctorScreen.Conclusion(new DoctorReport(
        [Fine, Problem(CheckCategory.Host, "clock", "TBS9024", CheckState.Warning)], 0.5)).ShouldBe("No problem, 1 warning (0.5 s).");

    private static CheckResult Problem(CheckCategory category, string check, string code, CheckState state) =>
        new(category, check, state, "cause") { Code = code, Mend = $"mend {code}" };
}
