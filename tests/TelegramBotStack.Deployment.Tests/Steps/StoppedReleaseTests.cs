using TelegramBotStack.Deployment.Releases;
using TelegramBotStack.Deployment.Runtimes;
using TelegramBotStack.Deployment.Steps;

namespace TelegramBotStack.Deployment.Tests.Steps;

public class StoppedReleaseTests
{
    private static readonly JournalEntry Journal = new("new", "Hand over", "ada@laptop", DateTimeOffset.UnixEpoch);

    [Fact]
    public void What_a_dead_deployer_ended_is_started_again() =>
        StoppedRelease.Find([Foreign("old", isRunning: false), Foreign("new", isRunning: true)], State(Journal))!.Release.ShouldBe("old");

    [Fact]
    public void It_is_also_when_only_the_new_one_is_foreign() =>
        StoppedRelease.Find([Foreign("old", isRunning: false) with { KeepsContract = true }, Foreign("new", isRunning: true)], State(Journal))!.Release.ShouldBe("old");

    [Fact]
    public void What_a_person_ended_is_not() =>
        StoppedRelease.Find([Foreign("old", isRunning: false)], State(journal: null)).ShouldBeNull();

    [Fact]
    public void Nothing_is_started_beside_a_good_release_that_runs() =>
        StoppedRelease.Find([Foreign("old", isRunning: false), Foreign("old", isRunning: true)], State(Journal)).ShouldBeNull();

    [Fact]
    public void A_handover_in_good_order_ends_nothing_that_would_have_to_be_started_again() =>
        StoppedRelease.Find(
            [Foreign("old", isRunning: false) with { KeepsContract = true }, Foreign("new", isRunning: true) with { KeepsContract = true }],
            State(Journal)).ShouldBeNull();

    private static HostState State(JournalEntry? journal) => new() { Active = "old", Journal = journal };

    private static BotInstance Foreign(string release, bool isRunning) =>
        new(Guid.NewGuid().ToString("N"), release, release + ".1", isRunning) { KeepsContract = false };
}
