using System.Text.RegularExpressions;
using TelegramBotStack.Simulator;
using TelegramBotStack.Status;
using TelegramBotStack.Tests.Processes;

namespace TelegramBotStack.Tests.Schedules;

[Trait("Category", "Process")]
public sealed partial class ScheduleProcessTests(ITestOutputHelper output)
{
    private const int Reminders = 30;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_bot_killed_in_the_midst_of_its_reminders_goes_on_and_sends_none_twice()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGKILL.");
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        telegram.Faults.Plan(Fault.Delay(TimeSpan.FromMilliseconds(30)), int.MaxValue, "sendMessage");
        var ada = telegram.CreateUser("Ada");
        var logs = "";

        await ada.Send($"remind {Reminders}");
        for (var kill = 1; kill <= 3; kill++)
        {
            await using var killed = await Start($"killed-{kill}");
            var enough = kill * 7;
            await Eventually.IsTrueAsync(() => Arrived().Count >= enough, $"{enough} reminders have come", Cancellation);
            killed.Signal(TestBotProcess.SigKill);
            await killed.Exits(Cancellation);
            logs += killed.Output;
        }

        await using var last = await Start("last");
        await Eventually.IsTrueAsync(() => Arrived().Count + Unknown(last) >= Reminders, "all have come", Cancellation);
        await ada.Send("left");
        await Eventually.IsTrueAsync(
            () => ada.Messages.Any(message => message.IsFromBot && message.Text.StartsWith("left", StringComparison.Ordinal)), "it answers", Cancellation);
        logs += last.Output;

        var arrived = Arrived();
        var unknown = Unsure().Count(logs);
        output.WriteLine($"{arrived.Count} of {Reminders} arrived; of {unknown} the bot said that nobody knows");
        arrived.ShouldBeUnique();
        arrived.Count.ShouldBeGreaterThanOrEqualTo(Reminders - unknown, "what is missing was said to be unknown");
        unknown.ShouldBeLessThanOrEqualTo(3, "one for a kill: the one that was on its way");

        IReadOnlyList<string> Arrived() =>
            [.. ada.Messages.Where(message => message.IsFromBot && message.Text.StartsWith("reminder", StringComparison.Ordinal)).Select(message => message.Text)];

        int Unknown(TestBotProcess bot) => Unsure().Count(logs + bot.Output);

        async Task<TestBotProcess> Start(string name)
        {
            var bot = TestBotProcess.Start(telegram, name, "--TESTBOT_BEHAVIOUR=timed");
            await bot.Reaches(InstanceState.Active, Cancellation);
            return bot;
        }
    }

    [GeneratedRegex("Nobody knows whether message")]
    private static partial Regex Unsure();
}
