using CsCheck;
using TelegramBotStack.Deployment.Backups;

namespace TelegramBotStack.Deployment.Tests.Backups;

public sealed class RetentionTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_oldest_beyond_the_number_go() =>
        Retention.Outdated(Days(1, 2, 3, 4), keep: 3, keepDays: null, Now).ShouldBe(Days(4));

    [Fact]
    public void Those_older_than_the_days_go() =>
        Retention.Outdated(Days(1, 6, 8, 40), keep: 10, keepDays: 7, Now).ShouldBe(Days(8, 40));

    [Fact]
    public void The_newest_stays_however_old_it_is() =>
        Retention.Outdated(Days(400, 401), keep: 1, keepDays: 1, Now).ShouldBe(Days(401));

    [Fact]
    public void Whatever_the_numbers_the_newest_stays_and_no_more_than_asked_for() =>
        Gen.Select(Gen.Int[0, 1000].Array[0, 30], Gen.Int[1, 20], Gen.Int[1, 500]).Sample((days, keep, keepDays) =>
        {
            var ids = Days([.. days.Distinct()]);
            var left = ids.Except(Retention.Outdated(ids, keep, keepDays, Now)).ToArray();
            left.Length.ShouldBeInRange(Math.Min(1, ids.Length), keep);
            if (ids.Length > 0)
            {
                left.ShouldContain(ids.Max());
            }
        });

    // W11: a name is in UTC, so that two machines in different zones agree on what is old.
    [Fact]
    public void An_id_is_the_time_in_UTC_and_sorts_by_it()
    {
        BackupId.Time("20261124T021500Z-1f3b9c").ShouldBe(new DateTimeOffset(2026, 11, 24, 2, 15, 0, TimeSpan.Zero));
        BackupId.TryParse("echo-20261124T021500Z-1f3b9c.botbackup", "echo", out var id).ShouldBeTrue();
        id.ShouldBe("20261124T021500Z-1f3b9c");
    }

    [Theory]
    [InlineData("echo-two-20261124T021500Z-1f3b9c.botbackup")]
    [InlineData("echo-20261324T021500Z-1f3b9c.botbackup")]
    [InlineData("echo-../../etc.botbackup")]
    [InlineData("echo-20261124T021500Z-1f3b9c.botbackup.tmp")]
    public void A_file_of_another_name_is_no_backup_of_the_bot(string name) => BackupId.TryParse(name, "echo", out _).ShouldBeFalse();

    private static string[] Days(params int[] ago) => [.. ago.Select(days => $"{Now.AddDays(-days):yyyyMMdd'T'HHmmss'Z'}-000000")];
}
