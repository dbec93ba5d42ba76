using System.Globalization;
using TelegramBotStack.Simulator;
using TelegramBotStack.Status;

namespace TelegramBotStack.Tests.Processes;

[Trait("Category", "Process")]
public sealed class HandoverTests(ITestOutputHelper output)
{
    private const int Handovers = 10;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_handover_under_load_loses_doubles_and_disturbs_nothing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGUSR1.");
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        await using var first = TestBotProcess.Start(telegram, "first");
        await first.Reaches(InstanceState.Active, Cancellation);
        await using var second = TestBotProcess.Start(telegram, "second");
        await second.Reaches(InstanceState.Standby, Cancellation);

        await using var load = telegram.StartLoad(users: 50, updatesPerSecond: 100);
        var gaps = new List<double>();
        var (active, standby) = (first, second);
        for (var handover = 1; handover <= Handovers; handover++)
        {
            // Some answers between two handovers, so that each happens in the midst of work.
            var answered = load.Report.Answered;
            await Eventually.IsTrueAsync(() => load.Report.Answered > answered + 50, "the load is answered", Cancellation);

            active.Signal(TestBotProcess.SigUsr1);
            var status = await standby.Reaches(
                current => current.State == InstanceState.Active && current.Epoch == handover + 1, "active", Cancellation);
            gaps.Add(status.GapMilliseconds.ShouldNotBeNull());
            await active.Reaches(InstanceState.Parked, Cancellation);
            (active, standby) = (standby, active);
        }

        var report = await load.StopAsync(TimeSpan.FromSeconds(30), Cancellation);
        output.WriteLine(
            $"gaps {string.Join(' ', gaps.Select(gap => gap.ToString("0.0", CultureInfo.InvariantCulture)))} ms, "
            + $"median {gaps.Order().ElementAt(gaps.Count / 2)} ms; {report}");
        report.Lost.ShouldBe(0);
        report.Doubled.ShouldBe(0);
        report.OutOfOrder.ShouldBe(0);
        telegram.Statistics.Conflicts.ShouldBe(0);
        first.Status().ShouldNotBeNull().Updates.Redelivered.ShouldBe(0);
        second.Status().ShouldNotBeNull().Updates.Redelivered.ShouldBe(0);
    }

    [Fact]
    public async Task A_bot_killed_again_and_again_under_load_loses_nothing_and_flags_what_it_repeats()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGKILL.");
        const int Kills = 20;
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);

        // Handlers long enough that every kill meets some of them.
        string[] behaviour = ["--TESTBOT_BEHAVIOUR=slow-handlers", "--TESTBOT_DELAY=50"];
        var active = TestBotProcess.Start(telegram, "bot-0", behaviour);
        var bots = new List<TestBotProcess> { active };
        try
        {
            await active.Reaches(InstanceState.Active, Cancellation);
            await using var load = telegram.StartLoad(users: 50, updatesPerSecond: 100);
            for (var kill = 1; kill <= Kills; kill++)
            {
                var standby = TestBotProcess.Start(telegram, $"bot-{kill}", behaviour);
                bots.Add(standby);
                await standby.Reaches(InstanceState.Standby, Cancellation);
                var answered = load.Report.Answered;
                await Eventually.IsTrueAsync(() => load.Report.Answered > answered + 20, "the load is answered", Cancellation);

                active.Signal(TestBotProcess.SigKill);
                await standby.Reaches(InstanceState.Active, Cancellation);
                active = standby;
            }

            var report = await load.StopAsync(TimeSpan.FromSeconds(30), Cancellation);
            var flagged = await File.ReadAllLinesAsync(Path.Combine(telegram.DataDirectory, "redeliveries"), Cancellation);
            output.WriteLine($"{flagged.Length} flagged, {telegram.Statistics.Conflicts} conflicts; {report}");
            report.Lost.ShouldBe(0);
            report.OutOfOrder.ShouldBe(0);
            flagged.ShouldNotBeEmpty();
            report.Doubled.ShouldBeLessThanOrEqualTo(flagged.Length);
            report.DoubledTexts.ShouldBeSubsetOf(flagged);
        }
        finally
        {
            foreach (var bot in bots)
            {
                await bot.DisposeAsync();
            }
        }
    }
}
