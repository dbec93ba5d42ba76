using TelegramBotStack.Deployment.Monitoring;
using TelegramBotStack.Deployment.Runtimes;
using TelegramBotStack.Deployment.Status;

namespace TelegramBotStack.Deployment.Tests.Monitoring;

public class SampleTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 24, 2, 15, 0, TimeSpan.Zero);

    [Fact]
    public void Updates_per_second_are_counted_by_the_bots_own_clock_over_the_last_seconds()
    {
        var rates = new UpdateRates();

        rates.Add("one", Status(0, 100)).ShouldBeNull();
        rates.Add("one", Status(0, 100)).ShouldBeNull();
        rates.Add("one", Status(2, 120))!.Value.ShouldBe(10, 0.01);
        rates.Add("one", Status(4, 120, failed: 10))!.Value.ShouldBe(7.5, 0.01);
        rates.Add("one", Status(20, 120, failed: 10))!.Value.ShouldBe(0, 0.01);
    }

    [Fact]
    public void A_process_that_was_started_again_counts_from_the_beginning()
    {
        var rates = new UpdateRates();
        rates.Add("one", Status(0, 1000));
        rates.Add("one", Status(1, 1010));

        rates.Add("one", Status(2, 3) with { StartedAt = Start.AddSeconds(1) }).ShouldBeNull();
        rates.Add("one", Status(3, 8) with { StartedAt = Start.AddSeconds(1) })!.Value.ShouldBe(5, 0.01);
    }

    [Fact]
    public void An_error_of_the_past_makes_no_bot_look_bad_that_polls()
    {
        var status = Status(3600, 10) with { LastPollAt = Start.AddSeconds(3599), Conflicts = 7, LastError = new InstanceError(Start, "conflict", "409") };

        BotSamples.Of("echo", Instance(status), null).IsAnswering.ShouldBeTrue();
    }

    [Theory]
    [InlineData(89, true)]
    [InlineData(90, false)]
    public void A_bot_whose_polls_are_not_answered_does_not_answer_although_its_process_lives(int secondsSincePoll, bool answers)
    {
        var status = Status(3600, 10) with { LastPollAt = Start.AddSeconds(3600 - secondsSincePoll) };

        BotSamples.Of("echo", Instance(status), null).IsAnswering.ShouldBe(answers);
    }

    [Fact]
    public void What_a_host_tells_of_itself_is_read_and_nonsense_is_nothing()
    {
        MachineProbe.Parse("0.42\n2\n2048000\n1024000\n40000000\n12000000\n").ShouldBe(
            new MachineSample(0.42, 2, 1024000L << 10, 2048000L << 10, 12000000L << 10, 40000000L << 10));
        MachineProbe.Parse("").ShouldBeNull();
        MachineProbe.Parse("0.42\n2\nmany\n1024000\n40000000\n12000000\n").ShouldBeNull();
        MachineProbe.Parse("0.42\n2\n9999999999999999\n9223372036854775807\n40000000\n12000000\n").ShouldBeNull();
    }

    private static BotInstance Instance(InstanceStatus status) => new("id", "release", "instance", IsRunning: true) { Status = status };

    private static InstanceStatus Status(int seconds, long handled, long failed = 0) => new()
    {
        Instance = "instance",
        State = InstanceState.Active,
        StartedAt = Start,
        HeartbeatAt = Start.AddSeconds(seconds),
        Updates = new UpdateCounts(handled, 0, 0, failed),
    };
}
