using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Operations;
using TelegramBotStack.Deployment.Releases;

namespace TelegramBotStack.Deployment.Tests.Steps;

public class RollbackChoiceTests
{
    private static readonly HostState State = new()
    {
        Active = "20260103T000000Z-c",
        Releases = [Release("20260101T000000Z-a", verified: true), Release("20260102T000000Z-b", verified: false), Release("20260103T000000Z-c", verified: true)],
    };

    [Fact]
    public void Without_a_name_it_is_the_latest_earlier_release_that_passed_verification() =>
        Rollback.Choose(State, wanted: null, "bot").Id.ShouldBe("20260101T000000Z-a");

    [Fact]
    public void A_release_can_be_named() =>
        Rollback.Choose(State, "20260103T000000Z-c", "bot").Id.ShouldBe("20260103T000000Z-c");

    [Fact]
    public void A_release_that_never_passed_verification_is_not_offered_and_not_taken() =>
        Should.Throw<DeploymentException>(() => Rollback.Choose(State, "20260102T000000Z-b", "bot")).Message
            .ShouldBe("There is no release 20260102T000000Z-b. Known: 20260101T000000Z-a, 20260103T000000Z-c.");

    [Fact]
    public void A_release_that_was_taken_back_is_not_the_one_before_its_mended_successor()
    {
        var mended = Release("20260104T000000Z-d", verified: true);
        var state = State
            .Keep(Release("20260101T000000Z-a", verified: true), takenBackAt: DateTimeOffset.UnixEpoch)
            .Keep(mended, takenBackAt: null);

        Rollback.Choose(state, wanted: null, "bot").Id.ShouldBe("20260101T000000Z-a");
        Rollback.Choose(state, "20260103T000000Z-c", "bot").TakenBackAt.ShouldNotBeNull();
    }

    [Fact]
    public void Going_forward_to_a_release_that_was_taken_back_takes_nothing_back()
    {
        var (a, c) = (Release("20260101T000000Z-a", verified: true), Release("20260103T000000Z-c", verified: true));
        var state = State.Keep(a, takenBackAt: DateTimeOffset.UnixEpoch).Keep(c, takenBackAt: DateTimeOffset.UnixEpoch);

        state.Releases.ShouldAllBe(release => release.TakenBackAt == null);
        state.Active.ShouldBe(c.Id);
    }

    [Fact]
    public void Releases_that_were_taken_back_do_not_push_out_the_good_one()
    {
        var state = new HostState().Keep(Release("20260101T000000Z-a", verified: true), takenBackAt: null);
        var good = state.ActiveRelease!;
        for (var day = 2; day <= 8; day++)
        {
            state = state.Keep(Release($"2026010{day}T000000Z-x", verified: true), takenBackAt: null);
            state = state.Keep(good, takenBackAt: DateTimeOffset.UnixEpoch);
        }

        state.Outdated(keep: 5).Select(release => release.Id).ShouldBe(["20260102T000000Z-x", "20260103T000000Z-x"]);
    }

    [Fact]
    public void The_oldest_good_releases_are_outdated_but_never_the_active_one()
    {
        var state = new HostState();
        for (var day = 1; day <= 4; day++)
        {
            state = state.Keep(Release($"2026010{day}T000000Z-x", verified: true), takenBackAt: null);
        }

        state.Outdated(keep: 2).Select(release => release.Id).ShouldBe(["20260101T000000Z-x", "20260102T000000Z-x"]);
        (state with { Active = "20260101T000000Z-x" }).Outdated(keep: 2).Select(release => release.Id).ShouldBe(["20260102T000000Z-x"]);
    }

    [Fact]
    public void An_unknown_name_is_refused_with_those_there_are() =>
        Should.Throw<DeploymentException>(() => Rollback.Choose(State, "nonsense", "bot"))
            .ShouldSatisfyAllConditions(
                error => error.ExitCode.ShouldBe(ExitCode.BadUsage),
                error => error.Message.ShouldContain("20260101T000000Z-a"));

    [Fact]
    public void The_first_release_has_nothing_to_roll_back_to() =>
        Should.Throw<DeploymentException>(() => Rollback.Choose(State with { Active = "20260101T000000Z-a" }, wanted: null, "bot"))
            .Code.ShouldBe("TBS4009");

    private static Release Release(string id, bool verified) => new()
    {
        Id = id,
        Image = $"botstack/bot:{id}",
        ImageHash = "",
        ConfigHash = "",
        SecretsHash = "",
        SecretsSalt = "",
        TokenFingerprint = "",
        Container = new ContainerSettings(new Dictionary<string, string>(), HostNetwork: false, null, null, null),
        CreatedAt = DateTimeOffset.UnixEpoch,
        CreatedBy = "anna@laptop",
        VerifiedAt = verified ? DateTimeOffset.UnixEpoch : null,
    };
}
