using TelegramBotStack.Simulator;
using TelegramBotStack.Status;
using TelegramBotStack.Tests;
using TelegramBotStack.Tests.Processes;

namespace TelegramBotStack.Web.Tests.Webhooks;

public sealed class WebhookHandoverTests(ITestOutputHelper output)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Handovers_on_one_port_under_load_lose_and_double_nothing_and_refuse_no_connection()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGUSR1.");
        await using var telegram = await StartTelegram();
        await using var first = StartBot(telegram, "first");
        await first.Reaches(InstanceState.Active, Cancellation);
        await using var second = StartBot(telegram, "second");
        await second.Reaches(InstanceState.Standby, Cancellation);
        await using var load = telegram.StartLoad(users: 50, updatesPerSecond: 100);
        var (active, standby) = (first, second);
        for (var handover = 1; handover <= 5; handover++)
        {
            var answered = load.Report.Answered;
            await Eventually.IsTrueAsync(() => load.Report.Answered > answered + 50, "the load is answered", Cancellation);

            active.Signal(TestBotProcess.SigUsr1);
            await standby.Reaches(status => status.State == InstanceState.Active && status.Epoch == handover + 1, "active", Cancellation);
            await active.Reaches(InstanceState.Parked, Cancellation);
            (active, standby) = (standby, active);
        }

        var report = await load.StopAsync(TimeSpan.FromSeconds(60), Cancellation);
        output.WriteLine(report.ToString());
        (report.Lost, report.Doubled, report.OutOfOrder).ShouldBe((0, 0, 0));
        (report.LongestDelay < TimeSpan.FromSeconds(30)).ShouldBeTrue();
        telegram.Calls.Count(call => call.Method == "setWebhook").ShouldBe(1, "a successor takes the webhook over as it is");
    }

    [Fact]
    public async Task A_bot_killed_under_load_loses_nothing_that_Telegram_was_told_to_forget()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGKILL.");
        await using var telegram = await StartTelegram();
        var active = StartBot(telegram, "bot-0", "--WEBBOT_DELAY=150");
        var bots = new List<TestBotProcess> { active };
        try
        {
            await active.Reaches(InstanceState.Active, Cancellation);
            await using var load = telegram.StartLoad(users: 50, updatesPerSecond: 50);
            for (var kill = 1; kill <= 2; kill++)
            {
                var standby = StartBot(telegram, $"bot-{kill}", "--WEBBOT_DELAY=150");
                bots.Add(standby);
                await standby.Reaches(InstanceState.Standby, Cancellation);
                var answered = load.Report.Answered;
                await Eventually.IsTrueAsync(() => load.Report.Answered > answered + 20, "the load is answered", Cancellation);

                active.Signal(TestBotProcess.SigKill);
                await standby.Reaches(InstanceState.Active, Cancellation);
                active = standby;
            }

            var report = await load.StopAsync(TimeSpan.FromSeconds(60), Cancellation);
            output.WriteLine(report.ToString());
            (report.Lost, report.OutOfOrder).ShouldBe((0, 0));
        }
        finally
        {
            foreach (var bot in bots)
            {
                await bot.DisposeAsync();
            }
        }
    }

    private static Task<TelegramSimulator> StartTelegram()
        => TelegramSimulator.StartAsync(new TelegramSimulatorOptions { IsLocalServer = true }, Cancellation);

    private static TestBotProcess StartBot(TelegramSimulator telegram, string name, params string[] arguments)
        => TestBotProcess.StartProgram("TelegramBotStack.WebBot.dll", telegram.DataDirectory, name, [.. telegram.WebhookArguments, .. arguments]);
}
