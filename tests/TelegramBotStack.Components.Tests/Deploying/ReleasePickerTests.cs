using TelegramBotStack.Components.Deploying;
using TelegramBotStack.Deployment.Operations;
using TelegramBotStack.Deployment.Releases;

namespace TelegramBotStack.Components.Tests.Deploying;

public class ReleasePickerTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 10, 12, 0, 0, TimeSpan.Zero);

    private static readonly ReleaseSummary Old = Release(1, "abc", Now.AddDays(-5));
    private static readonly ReleaseSummary Bad = Release(2, null, Now.AddDays(-2)) with { TakenBackAt = Now.AddDays(-2).AddHours(3) };
    private static readonly ReleaseSummary Unverified = Release(3, "def", Now.AddHours(-3)) with { VerifiedAt = null };
    private static readonly ReleaseSummary Active = Release(4, "fed", Now.AddMinutes(-15));

    private static readonly IReadOnlyList<ReleaseSummary> All = [Old, Bad, Unverified, Active];

    [Fact]
    public void What_rollback_takes_by_itself_comes_first_and_what_never_worked_is_not_offered() =>
        ReleasePicker.Candidates(new HistoryReport("bot", "host", Active.Id, All, [])).ShouldBe([Old, Bad]);

    [Fact]
    public void A_person_reads_how_old_a_release_is_and_how_long_it_was_well()
    {
        ReleasePicker.Describe(Active, All, Now).ShouldBe("15 minutes ago, commit fed, healthy for 14 minutes (r4)");
        ReleasePicker.Describe(Old, All, Now).ShouldBe("5 days ago, commit abc, healthy for 2 days (r1)");
        ReleasePicker.Describe(Bad, All, Now).ShouldBe("2 days ago, healthy for 2 hours, taken back (r2)");
    }

    private static ReleaseSummary Release(int number, string? commit, DateTimeOffset createdAt) =>
        new($"r{number}", commit, createdAt, "ada@laptop", createdAt.AddMinutes(1), TakenBackAt: null);
}
