using TelegramBotStack.Components.Deploying;
using TelegramBotStack.Deployment.Diagnosis;
using TelegramBotStack.Deployment.Operations;
using TelegramBotStack.Deployment.Releases;

namespace TelegramBotStack.Components.Tests.Deploying;

public class DeployTablesTests
{
    private static readonly ReleaseSummary Active = new("20260101T120000Z-abcdef", "abc", DateTimeOffset.UnixEpoch, "anna", DateTimeOffset.UnixEpoch, null);
    private static readonly Finding Problem = new("TBS9002", "The bot crashes again and again.", "./build.sh Rollback");

    [Fact]
    public void A_bot_that_answers_is_said_to_answer_also_with_a_warning()
    {
        Conclude(Instance(isAnswering: true)).ShouldBe("echo answers on host.");
        Conclude(Instance(isAnswering: true, Problem with { IsProblem = false })).ShouldBe(
            "echo answers on host. Worth a look: TBS9002, above.");
    }

    [Fact]
    public void A_bot_that_does_not_answer_is_shown_with_its_cause_and_what_to_type_next() =>
        Conclude(Instance(isAnswering: false, Problem)).ShouldBe(
            "echo does not answer on host: TBS9002 The bot crashes again and again. Next: ./build.sh Rollback");

    [Fact]
    public void A_bot_that_was_just_started_is_starting_and_not_failed() => Conclude(Instance(isAnswering: false)).ShouldContain("is starting");

    [Fact]
    public void A_bot_that_was_deployed_and_whose_container_is_gone_is_not_called_undeployed()
    {
        Conclude().ShouldContain("its container is gone");
        DeployTables.Conclusion(new StatusReport("echo", "host", Active: null, null, [])).ShouldContain("is not deployed");
    }

    private static string Conclude(params InstanceReport[] instances) =>
        DeployTables.Conclusion(new StatusReport("echo", "host", Active, null, instances));

    private static InstanceReport Instance(bool isAnswering, params Finding[] findings) =>
        new(Active.Id, IsRunning: true, Restarts: 0, Status: null, isAnswering, findings);
}
