using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Diagnosis.Checks;

namespace TelegramBotStack.Deployment.Tests.Diagnosis;

public class ScheduleCheckTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("hourly", 60)]
    [InlineData("daily at 03:30", 24 * 60)]
    [InlineData("weekly on sunday at 4:00", 7 * 24 * 60)]
    [InlineData("*/20 * * * *", 20)]
    [InlineData("10/20 * * * *", 20)]
    [InlineData("0 8-18/5 * * *", 14 * 60)]
    [InlineData("0 0 1 * *", 31 * 24 * 60)]
    [InlineData("0 0 * * 1-5", 3 * 24 * 60)]
    [InlineData("0 0 * * 7", 7 * 24 * 60)]
    [InlineData("0 0 1,15 * 1", 7 * 24 * 60)]
    public void The_longest_pause_of_a_schedule_is_known(string schedule, int minutes)
    {
        CronExpression.TryParse(schedule, out var expression).ShouldBeTrue();

        CronTimes.LongestPause(expression).ShouldBe(TimeSpan.FromMinutes(minutes));
    }

    [Theory]
    [InlineData("0 0 30 2 *")]
    [InlineData("0 0 1 1 *")]
    public void A_schedule_that_runs_once_a_year_or_never_has_none(string schedule) => CronTimes.LongestPause(schedule).ShouldBeNull();

    [Theory]
    [InlineData(24.5, null, false)]
    [InlineData(25.5, "26 h old", true)]
    [InlineData(240, "10 days old", true)]
    public void A_backup_is_overdue_an_hour_after_the_longest_pause(double hours, string? said, bool isOverdue)
    {
        var outcome = ScheduleCheck.Judge("30 3 * * *", Now.AddHours(-hours), Now.AddDays(-30), Now);

        outcome.Findings.Count.ShouldBe(isOverdue ? 1 : 0);
        if (isOverdue)
        {
            outcome.Findings[0].Code.ShouldBe("TBS9030");
            outcome.Findings[0].IsProblem.ShouldBeFalse();
            outcome.Findings[0].Cause.ShouldContain(said!);
        }
    }

    [Fact]
    public void The_first_backup_is_not_missed_before_it_is_due()
    {
        ScheduleCheck.Judge("30 3 * * *", newest: null, Now.AddHours(-20), Now).Findings.ShouldBeEmpty();
        ScheduleCheck.Judge("30 3 * * *", newest: null, Now.AddDays(-3), Now).Findings.ShouldHaveSingleItem().Cause.ShouldContain("has made none");
    }
}
