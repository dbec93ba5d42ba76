using TelegramBotStack.Simulator;

namespace TelegramBotStack.Tests.Outgoing;

public sealed class OutgoingEndToEndTests
{
    private const int Users = 20;
    private const int Texts = 6;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task With_429_and_5xx_to_a_fifth_of_all_calls_every_reply_arrives_once_and_in_order()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        await using var running = await StartEcho(telegram, new OutgoingOptions());
        telegram.FloodLimits = new FloodLimits();
        telegram.Faults.PlanAtRandom([Fault.TooManyRequests(1), Fault.ServerError(500), Fault.ServerError(502)], rate: 0.2, seed: 4);

        await AllArriveInOrder(telegram);

        telegram.Calls.Count(call => call is { Method: "sendMessage", Status: 429 or 500 or 502 }).ShouldBeGreaterThan(10);
    }

    [Fact]
    public async Task A_bot_that_always_keeps_to_the_rates_is_never_refused()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        await using var running = await StartEcho(telegram, new OutgoingOptions { Pacing = OutgoingPacing.Always });
        telegram.FloodLimits = new FloodLimits();
        telegram.Faults.PlanAtRandom([Fault.ServerError()], rate: 0.1, seed: 5, method: "sendMessage");

        await AllArriveInOrder(telegram);

        telegram.Calls.Count(call => call.Status == 429).ShouldBe(0);
    }

    private static async Task AllArriveInOrder(TelegramSimulator telegram)
    {
        var users = Enumerable.Range(0, Users).Select(number => telegram.CreateUser($"User {number}")).ToArray();
        for (var text = 0; text < Texts; text++)
        {
            foreach (var user in users)
            {
                await user.Send($"{text}");
            }
        }

        foreach (var user in users)
        {
            for (var text = 0; text < Texts; text++)
            {
                (await user.NextReply(TimeSpan.FromSeconds(60), Cancellation)).Text.ShouldBe($"{text}");
            }
        }

        telegram.Statistics.MessagesSent.ShouldBe(Users * Texts);
    }

    private static Task<BotApplication> StartEcho(TelegramSimulator telegram, OutgoingOptions options)
    {
        var builder = BotApplication.CreateBuilder(telegram.Arguments).UseMemoryStorage().ConfigureOutgoing(_ => options);
        var bot = builder.Build();
        bot.Text(context => context.ReplyAsync(context.Text!));
        return bot.StartAsync(Cancellation);
    }
}
