using TelegramBotStack.Deployment.Diagnosis;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Tests.Diagnosis;

public class HostHealthTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_the_script_prints_is_read()
    {
        var facts = Parse(
            """
            missing	flock
            time	1767268800
            machine	aarch64
            room-state	yes	/dev/vda  264116224 15007224  82034776      16% /	/dev/vda  16515072 299837 16215235    2% /
            room-engine	no	tmpfs  1024 1024  0 100% /full	tmpfs  0 0 0    - /full
            MemTotal	2000000
            MemAvailable	100000
            SwapTotal	0
            synced	no
            holder	2026-01-01T11:59:00Z	{"who":"anna@laptop","what":"DeployUp echo"}
            """);

        facts.MissingTools.ShouldBe(["flock"]);
        facts.Machine.ShouldBe("aarch64");
        facts.State.ShouldBe(new DiskRoom(true, 82034776L * 1024, 264116224L * 1024, 16215235));
        facts.Engine.ShouldBe(new DiskRoom(false, 0, 1024 * 1024, null));
        facts.MemoryFreeBytes.ShouldBe(100000 * 1024);
        facts.HasSwap.ShouldBeFalse();
        facts.IsTimeSynchronised.ShouldBe(false);
        facts.ClockAhead.ShouldBe(TimeSpan.Zero);
        facts.LockHolder.ShouldNotBeNull().ShouldContain("anna@laptop");
    }

    [Fact]
    public void A_host_that_prints_nothing_has_no_findings_but_is_no_error() => Findings(Parse("")).ShouldBeEmpty();

    [Theory]
    [InlineData(0, null)]
    [InlineData(4, null)]
    [InlineData(30, false)]
    [InlineData(-30, false)]
    [InlineData(3600, true)]
    [InlineData(-86400, true)]
    public void A_clock_that_is_wrong_is_a_warning_and_one_that_is_very_wrong_a_problem(int secondsAhead, bool? isProblem)
    {
        var found = HostHealth.Clock(Parse($"time\t{Now.ToUnixTimeSeconds() + secondsAhead}"), aheadOfTelegram: null).ToArray();

        if (isProblem is null)
        {
            found.ShouldBeEmpty();
            return;
        }

        found.ShouldHaveSingleItem().Code.ShouldBe(HostFindings.ClockCode);
        found[0].IsProblem.ShouldBe(isProblem.Value);
        found[0].Cause.ShouldContain(secondsAhead > 0 ? "fast" : "slow");
    }

    [Fact]
    public void When_it_is_this_machines_clock_that_is_wrong_the_host_is_not_blamed()
    {
        // Here it is an hour earlier than at Telegram; the host agrees with Telegram.
        var host = Parse($"time\t{Now.ToUnixTimeSeconds() + 3600}");

        var found = HostHealth.Clock(host, TimeSpan.FromHours(-1)).ToArray();

        found.ShouldHaveSingleItem().Code.ShouldBe(HostFindings.OwnClockCode);
        found[0].IsProblem.ShouldBeFalse();
    }

    [Theory]
    [InlineData("19.03.8", true)]
    [InlineData("20.10.24+dfsg1", false)]
    [InlineData("20.10.0", false)]
    [InlineData("28.1.1-rc.1", false)]
    [InlineData("master-dockerproject", false)]
    public void An_engine_before_20_10_is_too_old(string version, bool tooOld) => HostHealth.Docker(version).Any().ShouldBe(tooOld);

    [Theory]
    [InlineData(500_000, true, null)]
    [InlineData(500_000, false, null)]
    [InlineData(100_000, false, false)]
    [InlineData(20_000, false, true)]
    [InlineData(20_000, true, false)]
    public void Memory_is_a_problem_only_where_a_bot_could_not_start(int availableKilobytes, bool swap, bool? isProblem)
    {
        var found = HostHealth.Memory(Parse($"MemAvailable\t{availableKilobytes}\nSwapTotal\t{(swap ? 1000 : 0)}"), 256L << 20).ToArray();

        found.Length.ShouldBe(isProblem is null ? 0 : 1);
        if (isProblem is { } expected)
        {
            found[0].IsProblem.ShouldBe(expected);
        }
    }

    [Fact]
    public void A_disk_that_fills_up_is_a_warning_first()
    {
        Code(900_000).ShouldBe((HostFindings.DiskCode, false));
        Code(100_000).ShouldBe((HostFindings.DiskCode, true));
        HostHealth.Disk(Parse("room-engine\tyes\td 9000000 1 8000000 1% /\td 100 1 50 1% /"), "/s", "/e").ShouldHaveSingleItem()
            .Code.ShouldBe(HostFindings.InodesCode);

        static (string, bool) Code(int freeKilobytes)
        {
            var found = HostHealth.Disk(Parse($"room-engine\tyes\td 9000000 1 {freeKilobytes} 1% /\td 1000000 1 900000 1% /"), "/s", "/e").ShouldHaveSingleItem();
            return (found.Code, found.IsProblem);
        }
    }

    [Fact]
    public void The_kernels_own_word_on_a_kill_is_read_with_its_time()
    {
        KernelLog.Parse("3873.72\t[ 3863.725961] oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=abc", Now)
            .ShouldNotBeNull().ShouldBe(Now.AddSeconds(-10), TimeSpan.FromSeconds(0.1));
        KernelLog.Parse("3873.72\t", Now).ShouldBeNull();
        KernelLog.Parse("", Now).ShouldBeNull();
    }

    private static HostFacts Parse(string output) => HostFacts.Parse(output, Now, Now.AddMilliseconds(200));

    private static IEnumerable<Finding> Findings(HostFacts facts) =>
    [
        .. HostHealth.Disk(facts, "/s", "/e"), .. HostHealth.Memory(facts, 1L << 30), .. HostHealth.Clock(facts, null), .. HostHealth.Processor(facts),
    ];
}
