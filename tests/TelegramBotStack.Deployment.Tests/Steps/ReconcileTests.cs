using CsCheck;
using TelegramBotStack.Deployment.Runtimes;
using TelegramBotStack.Deployment.Status;
using TelegramBotStack.Deployment.Steps;

namespace TelegramBotStack.Deployment.Tests.Steps;

public class ReconcileTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_unverified_candidate_goes_and_the_release_that_was_kept_stays()
    {
        var old = Container("a", InstanceState.Parked);
        var candidate = Container("b", InstanceState.Active);

        var leftovers = Reconcile.Decide([candidate, old], active: "a");

        leftovers.Keep.ShouldBe(old);
        leftovers.Remove.ShouldBe([candidate]);
    }

    [Fact]
    public void A_release_that_hangs_gives_way_to_the_one_that_answers()
    {
        var hung = Container("a", InstanceState.Active, age: TimeSpan.FromMinutes(5));
        var answering = Container("b", InstanceState.Active);

        Reconcile.Decide([hung, answering], active: "a").Keep.ShouldBe(answering);
    }

    [Fact]
    public void When_it_is_not_known_which_release_was_kept_the_one_that_answers_stays()
    {
        var standby = Container("b", InstanceState.Standby);
        var answering = Container("a", InstanceState.Active);

        Reconcile.Decide([standby, answering], active: null).Keep.ShouldBe(answering);
    }

    [Fact]
    public void The_only_running_container_stays_whatever_it_says_of_itself()
    {
        var silent = new BotInstance("1", "a", "a.1", IsRunning: true);

        Reconcile.Decide([silent], active: null).Keep.ShouldBe(silent);
    }

    [Fact]
    public void What_waits_to_be_started_again_is_kept_when_nothing_else_runs()
    {
        var restarting = Container("a", InstanceState.Active) with { IsRunning = false, IsRestarting = true };
        var ended = Container("b", InstanceState.Stopped) with { IsRunning = false };
        var candidate = Container("c", InstanceState.Standby);

        Reconcile.Decide([ended, restarting], active: "a").ShouldSatisfyAllConditions(
            leftovers => leftovers.Keep.ShouldBe(restarting), leftovers => leftovers.Remove.ShouldBe([ended]));
        Reconcile.Decide([restarting, candidate], active: "a").Keep.ShouldBe(candidate);
    }

    [Fact]
    public void If_any_runs_exactly_one_running_container_is_kept_and_none_is_forgotten() =>
        Gen.Select(
                Gen.String[Gen.Char["abc"], 1, 1],
                Gen.Enum<InstanceState>(),
                Gen.Int[0, 60],
                Gen.Bool,
                Gen.Bool,
                (release, state, age, runs, speaks) => Container(release, state, TimeSpan.FromSeconds(age)) with
                {
                    IsRunning = runs,
                    Status = speaks ? Container(release, state, TimeSpan.FromSeconds(age)).Status : null,
                })
            .List[0, 6]
            .Select(Gen.String[Gen.Char["abcd"], 0, 1])
            .Sample((containers, active) =>
            {
                List<BotInstance> found = [.. containers.Select((container, index) => container with { Id = $"{index}" })];
                var leftovers = Reconcile.Decide(found, active);

                (leftovers.Keep is not null).ShouldBe(found.Any(container => container.IsRunning));
                leftovers.Keep?.IsRunning.ShouldBeTrue();
                found.Count.ShouldBe(leftovers.Remove.Count + (leftovers.Keep is null ? 0 : 1));
            });

    private static BotInstance Container(string release, InstanceState state, TimeSpan age = default) =>
        new($"container of {release}", release, $"{release}.1", IsRunning: true)
        {
            Status = new InstanceStatus { Instance = $"{release}.1", State = state, HeartbeatAt = Now - age },
        };
}
