using TelegramBotStack.Simulator;

namespace TelegramBotStack.Tests.Processes;

[Trait("Category", "Process")]
public sealed class KilledConversationTests
{
    private const int Moments = 32;
    // A process ends and another one starts meanwhile, beside all other tests.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<int> KillMoments
        => [.. Environment.GetEnvironmentVariable("BOTSTACK_SOAK") == "1" ? Enumerable.Range(1, Moments) : [2, 3, 13, 24]];

    [Theory]
    [MemberData(nameof(KillMoments))]
    public async Task A_bot_killed_in_the_middle_of_a_conversation_goes_on_with_it_and_asks_nothing_twice(int moment)
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        await using var killed = Start("killed", moment);
        var ada = telegram.CreateUser("Ada");
        var talk = TalkAsync(ada);

        var end = killed.Exits(Cancellation);
        if (await Task.WhenAny(end, talk) == talk && !end.IsCompleted)
        {
            (await talk).ShouldBe(["name?", "count?", "sure?", "done"], $"nothing was killed, for there is no {moment}th moment");
            moment.ShouldBeGreaterThan(20);
            return;
        }

        await end;
        await using var next = Start("next", moment: 0);
        IReadOnlyList<string> said;
        try
        {
            said = await talk;
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"{exception.Message}\nkilled: {killed.Output}\nnext: {next.Status()} {next.Output}");
        }

        // What was being sent when it was killed is not sent again, since it may have arrived; only a question is, when
        // nobody answers it.
        said.Where(text => text != "done").ShouldBe(["name?", "count?", "sure?"], next.Output);
        said.Count(text => text == "done").ShouldBeLessThanOrEqualTo(1);
        (await File.ReadAllLinesAsync(Path.Combine(telegram.DataDirectory, "orders"), Cancellation)).ShouldHaveSingleItem().ShouldEndWith(": 3 for Ada");

        TestBotProcess Start(string name, int moment)
            => TestBotProcess.Start(telegram, name, "--TESTBOT_BEHAVIOUR=order", $"--TESTBOT_KILL_AT={moment}");
    }

    /// <summary>Answers what is asked, and returns all that the bot has said.</summary>
    private static async Task<IReadOnlyList<string>> TalkAsync(SimulatedUser user)
    {
        var said = new List<string>();
        await user.Send("/order");
        while (true)
        {
            var reply = await user.NextReply(Patience, Cancellation);
            if (reply.EditedAt is not null)
            {
                continue;
            }

            if (reply.Text == "pong")
            {
                return said;
            }

            said.Add(reply.Text);
            switch (reply.Text)
            {
                case "name?":
                    await user.Send("Ada");
                    break;
                case "count?":
                    await user.Send("3");
                    break;
                case "sure?":
                    // One chat's updates are handled in order: with the answer to the second all that the first led to is said.
                    await user.Press(reply, "Yes");
                    await user.Send("/ping");
                    break;
            }
        }
    }
}
