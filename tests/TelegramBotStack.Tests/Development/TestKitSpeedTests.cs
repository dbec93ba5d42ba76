using System.Diagnostics;
using TelegramBotStack.Simulator;

namespace TelegramBotStack.Tests.Development;

/// <summary>Tests of a bot are run again and again: each has a Telegram and a bot of its own, and yet takes no time to speak of.</summary>
public class TestKitSpeedTests(ITestOutputHelper output)
{
    private const int Tests = 1_000;

    // On two quiet cores it is a few seconds; docs/simulator.md has the figure.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(40);

    [Fact]
    public async Task A_thousand_tests_with_a_conversation_each_take_seconds()
    {
        await ConversationTestAsync(TestContext.Current.CancellationToken);
        var clock = Stopwatch.StartNew();

        // As xunit does it: as many at once as there are processors.
        await Parallel.ForAsync(
            0, Tests,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = TestContext.Current.CancellationToken },
            async (_, cancellationToken) => await ConversationTestAsync(cancellationToken));

        output.WriteLine($"{Tests} tests: {clock.Elapsed.TotalSeconds:0.0} s");
        clock.Elapsed.ShouldBeLessThan(Limit);
    }

    private static async Task ConversationTestAsync(CancellationToken cancellationToken)
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: cancellationToken);
        await using var bot = await Bot(telegram.Arguments).StartAsync(cancellationToken);
        var ada = telegram.CreateUser("Ada");
        var bob = telegram.CreateUser("Bob");

        await ada.Send("/order");
        (await ada.NextReply(cancellationToken: cancellationToken)).Text.ShouldBe("What?");
        await bob.Send("hello");
        (await bob.NextReply(cancellationToken: cancellationToken)).Text.ShouldBe("hello");
        await ada.Send("tea");
        (await ada.NextReply(cancellationToken: cancellationToken)).Text.ShouldBe("One tea for Ada.");
    }

    private static BotApplication Bot(string[] args)
    {
        var bot = BotApplication.CreateBuilder(args).UseMemoryStorage().UseConversations().Build();
        bot.Conversation("order", async talk =>
        {
            var what = await talk.AskAsync("What?");
            await talk.ReplyAsync($"One {what} for Ada.");
        });
        bot.Command("order", context => context.EnterAsync("order"));
        bot.Text(context => context.ReplyAsync(context.Text!));
        return bot;
    }
}
