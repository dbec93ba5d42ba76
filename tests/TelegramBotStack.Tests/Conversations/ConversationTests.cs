using Telegram.Bot.Types.Enums;
using TelegramBotStack.Simulator;

namespace TelegramBotStack.Tests.Conversations;

public sealed class ConversationTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_conversation_is_code_that_asks_and_waits_and_a_restart_at_any_step_does_not_matter()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var orders = new List<string>();
        var ada = telegram.CreateUser("Ada");

        (await Say("/order")).ShouldBe("Your name?");
        (await Say("Ada L.")).ShouldBe("How many?");
        (await Say("many")).ShouldBe("'many' is not a whole number.");
        (await Say("11")).ShouldBe("'11' is not possible here.");
        (await Say("3")).ShouldBe("Which size?");
        (await Press("Large")).ShouldBe("3 Large for Ada L.?");
        (await Press("Yes")).ShouldBe("Your order has the number 1.");
        (await Say("thanks")).ShouldBe("text: thanks");

        orders.ShouldBe(["3 Large for Ada L."]);
        ada.Messages.Count(message => message.IsFromBot).ShouldBe(8, "nothing was said twice");
        ada.Messages.ShouldAllBe(message => message.Buttons.Count == 0, "what is answered has no buttons any more");

        async Task<string> Say(string text)
        {
            await using var bot = await Start();
            await ada.Send(text);
            return await Reply();
        }

        async Task<string> Press(string button)
        {
            await using var bot = await Start();
            await ada.Press(ada.Messages[^1], button);
            return await Reply();
        }

        // Removing buttons is an edit, which comes between.
        async Task<string> Reply()
        {
            while (true)
            {
                var reply = await ada.NextReply(Patience, Cancellation);
                if (reply.EditedAt is null)
                {
                    return reply.Text;
                }
            }
        }

        Task<BotApplication> Start()
        {
            var bot = Bot(telegram, isMemory: false);
            bot.Conversation("order", async talk =>
            {
                var name = await talk.AskAsync("Your name?");
                var count = await talk.AskAsync<int>("How many?", count => count is > 0 and <= 10);
                var size = await AskSizeAsync(talk);
                var order = $"{count} {size} for {name}";
                if (await talk.ConfirmAsync($"{order}?"))
                {
                    var number = await talk.OnceAsync(() =>
                    {
                        orders.Add(order);
                        return Task.FromResult(orders.Count);
                    });
                    await talk.ReplyAsync($"Your order has the number {number}.");
                }
            });
            bot.Command("order", context => context.EnterAsync("order"));
            return bot.StartAsync(Cancellation);
        }

        // A part of a conversation is a function that others call.
        static Task<string> AskSizeAsync(Conversation talk) => talk.ChooseAsync("Which size?", ["Small", "Large"]);
    }

    [Fact]
    public async Task A_command_is_no_answer_and_cancel_ends_it()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var bot = Bot(telegram);
        bot.Conversation("name", async talk => await talk.ReplyAsync($"Hello {await talk.AskAsync("Your name?")}, {talk.Argument}"));
        bot.Command("name", context => context.EnterAsync("name", "again"));
        bot.Command("help", context => context.ReplyAsync("help"));
        bot.On(UpdateType.EditedMessage, context => context.ReplyAsync("edited"));
        await using var running = await bot.StartAsync(Cancellation);
        var ada = telegram.CreateUser("Ada");

        (await Say(ada, "/name")).ShouldBe("Your name?");
        (await Say(ada, "/help")).ShouldBe("help");
        (await Say(ada, "Ada")).ShouldBe("Hello Ada, again");
        (await Say(ada, "/name")).ShouldBe("Your name?");
        (await Say(ada, "/cancel")).ShouldBe("Cancelled.");
        (await Say(ada, "/cancel")).ShouldBe("There is nothing to cancel.");
        (await Say(ada, "Ada")).ShouldBe("text: Ada");
        (await Say(ada, "/name")).ShouldBe("Your name?");
        (await Say(ada, "/name")).ShouldBe("Your name?", "begun again in the place of the other");
        (await Say(ada, "Ada")).ShouldBe("Hello Ada, again");
        (await Say(ada, "Ada")).ShouldBe("text: Ada");
    }

    [Fact]
    public async Task In_a_group_each_has_a_conversation_of_their_own()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var bot = Bot(telegram);
        bot.Conversation("tea", async talk =>
        {
            var name = await talk.AskAsync("Your name?");
            var wants = await talk.ConfirmAsync($"Tea, {name}?");
            await talk.ReplyAsync($"{name}: {(wants ? "tea" : "none")}");
        });
        bot.Command("tea", context => context.EnterAsync("tea"));
        await using var running = await bot.StartAsync(Cancellation);
        var (ada, bob) = (telegram.CreateUser("Ada"), telegram.CreateUser("Bob"));
        var team = telegram.CreateGroup("Team", ada, bob);

        var adas = await InGroup(ada, "/tea", null);
        var bobs = await InGroup(bob, "/tea", null);
        adas.ReplyToMessageId.ShouldNotBeNull();
        adas.ReplyMarkup!.Value.GetProperty("selective").GetBoolean().ShouldBeTrue("only who is asked is shown the field");
        var bobsTea = await InGroup(bob, "Bob", bobs);
        var adasTea = await InGroup(ada, "Ada", adas);
        (adasTea.Text, bobsTea.Text).ShouldBe(("Tea, Ada?", "Tea, Bob?"));

        (await (await ada.Press(bobsTea, "Yes")).Answer(Patience, Cancellation)).Text.ShouldBe("This button is not for you, or too old.");
        await bob.Press(bobsTea, "No");
        (await NextNew()).Text.ShouldBe("Bob: none");
        await ada.Press(adasTea, "Yes");
        (await NextNew()).Text.ShouldBe("Ada: tea");

        async Task<ChatMessage> InGroup(SimulatedUser user, string text, ChatMessage? replyTo)
        {
            await user.Send(text, team, replyTo);
            return await NextNew();
        }

        async Task<ChatMessage> NextNew()
        {
            while (true)
            {
                if (await team.NextReply(Patience, Cancellation) is { EditedAt: null } message)
                {
                    return message;
                }
            }
        }
    }

    [Fact]
    public async Task Time_that_is_over_is_noticed_also_when_it_passed_while_the_bot_was_away()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var ada = telegram.CreateUser("Ada");
        var within = TimeSpan.FromMilliseconds(300);
        await using (var first = await Start())
        {
            (await Say(ada, "/patient")).ShouldBe("There?");
            (await ada.NextReply(Patience, Cancellation)).Text.ShouldBe("Still there?");
            (await Say(ada, "yes")).ShouldBe("yes");
            (await Say(ada, "/strict")).ShouldBe("There?");
            (await ada.NextReply(Patience, Cancellation)).Text.ShouldBe("Too late.");
            within = TimeSpan.FromSeconds(2);
            (await Say(ada, "/strict")).ShouldBe("There?");
        }

        await using var second = await Start();
        (await ada.NextReply(Patience, Cancellation)).Text.ShouldBe("Too late.");
        (await Say(ada, "here")).ShouldBe("text: here");

        Task<BotApplication> Start()
        {
            var bot = Bot(telegram, isMemory: false);
            bot.Conversation("patient", async talk =>
            {
                try
                {
                    await talk.AskAsync("There?", within);
                }
                catch (TimeoutException)
                {
                    await talk.ReplyAsync(await talk.AskAsync("Still there?"));
                }
            });
            bot.Conversation("strict", talk => talk.AskAsync("There?", within), options => options.TimeoutText = "Too late.");
            bot.Command("patient", context => context.EnterAsync("patient"));
            bot.Command("strict", context => context.EnterAsync("strict"));
            return bot.StartAsync(Cancellation);
        }
    }

    [Theory]
    [InlineData("other step")]
    [InlineData("acts without waiting")]
    [InlineData("ends sooner")]
    [InlineData("other version")]
    [InlineData("gone")]
    public async Task A_conversation_whose_code_has_changed_between_releases_is_ended_politely(string change)
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var ada = telegram.CreateUser("Ada");
        await using (await Start(async talk =>
        {
            await talk.AskAsync("Your name?");
            await talk.AskAsync("Your town?");
        }))
        {
            (await Say(ada, "/go")).ShouldBe("Your name?");
            (await Say(ada, "Ada")).ShouldBe("Your town?");
        }

        Func<Conversation, Task> changed = change switch
        {
            "other step" => talk => talk.ChooseAsync("Size?", ["1", "2"]),
            "acts without waiting" => async talk =>
            {
                await talk.AskAsync("Your name?");
                await talk.ReplyAsync("Your town?");
                await talk.ReplyAsync("never said");
            },
            "ends sooner" => talk => talk.AskAsync("Your name?"),
            _ => async talk =>
            {
                await talk.AskAsync("Your name?");
                await talk.AskAsync("Your town?");
            },
        };
        await using var second = await Start(changed, change == "gone" ? "gone" : "go", change == "other version" ? "2" : "1");

        (await Say(ada, "London")).ShouldBe("The bot has been updated, and we cannot go on where we were. Please start again.");
        (await Say(ada, "London")).ShouldBe("text: London");

        Task<BotApplication> Start(Func<Conversation, Task> code, string name = "go", string version = "1")
        {
            var bot = Bot(telegram, isMemory: false);
            bot.Conversation(name, code, options => options.Version = version);
            bot.Command("go", context => context.EnterAsync(name));
            return bot.StartAsync(Cancellation);
        }
    }

    [Fact]
    public async Task A_failure_is_the_same_after_a_restart_and_one_that_is_left_alone_ends_the_conversation()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var ada = telegram.CreateUser("Ada");
        var attempts = 0;
        await using (await Start())
        {
            (await Say(ada, "/caught")).ShouldBe("failed: no 1. Go on?");
        }

        await using var second = await Start();
        (await Say(ada, "yes")).ShouldBe("no 1, yes");
        (await Say(ada, "/uncaught")).ShouldBe("sorry: no 2");
        (await Say(ada, "hello")).ShouldBe("text: hello");
        (await Say(ada, "/together")).ShouldStartWith("sorry: The conversation 'together' began a step before");
        (await Say(ada, "/loop")).ShouldStartWith("sorry: The conversation 'loop' has taken 10 steps");

        Task<BotApplication> Start()
        {
            var bot = Bot(telegram, isMemory: false);
            bot.Conversation("caught", async talk =>
            {
                try
                {
                    await talk.OnceAsync(FailAsync);
                }
                catch (ConversationStepException failure)
                {
                    var answer = await talk.AskAsync($"failed: {failure.Message}. Go on?");
                    await talk.ReplyAsync($"{failure.Message}, {answer}");
                }
            });
            bot.Conversation("uncaught", talk => talk.OnceAsync(FailAsync));
            bot.Conversation("together", talk => Task.WhenAll(talk.OnceAsync(() => Task.Delay(200)), talk.OnceAsync(() => Task.Delay(1))).WaitAsync(Patience));
            bot.Conversation(
                "loop",
                async talk =>
                {
                    while (true)
                    {
                        talk.Random(0, 6);
                    }
                },
                options => options.MaximumSteps = 10);
            foreach (var name in new[] { "caught", "uncaught", "together", "loop" })
            {
                bot.Command(name, context => context.EnterAsync(name));
            }

            bot.Error((context, exception) => context.ReplyAsync($"sorry: {exception.Message}"));
            return bot.StartAsync(Cancellation);
        }

        Task FailAsync() => throw new InvalidOperationException($"no {++attempts}");
    }

    [Fact]
    public async Task Time_and_chance_are_the_same_after_a_restart()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var ada = telegram.CreateUser("Ada");
        string question;
        await using (await Start())
        {
            question = await Say(ada, "/dice");
        }

        await using var second = await Start();
        (await Say(ada, "ok")).ShouldBe(question);

        Task<BotApplication> Start()
        {
            var bot = Bot(telegram, isMemory: false);
            bot.Conversation("dice", async talk =>
            {
                var thrown = $"{talk.Random(0, int.MaxValue)} at {talk.Now():O} {talk.StepKey}";
                await talk.AskAsync(thrown);
                await talk.ReplyAsync(thrown);
            });
            bot.Command("dice", context => context.EnterAsync("dice"));
            return bot.StartAsync(Cancellation);
        }
    }

    [Fact]
    public async Task A_message_of_any_kind_can_be_asked_for_and_what_was_said_can_be_changed()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var bot = Bot(telegram);
        bot.Conversation("go", async talk =>
        {
            var sent = await talk.ReplyAsync("Wait…");
            await talk.EditAsync(sent, "Ready.");
            await talk.EditAsync(sent, "Ready.");
            var message = await talk.AskForMessageAsync("Show me something short.", message => message.Text?.Length < 3, "Shorter!");
            await talk.ReplyAsync($"{message.Text} of {message.From!.FirstName}");
        });
        bot.Command("go", context => context.EnterAsync("go"));
        await using var running = await bot.StartAsync(Cancellation);
        var ada = telegram.CreateUser("Ada");

        (await Say(ada, "/go")).ShouldBe("Wait…");
        (await ada.NextReply(Patience, Cancellation)).Text.ShouldBe("Ready.");
        (await ada.NextReply(Patience, Cancellation)).Text.ShouldBe("Show me something short.");
        (await Say(ada, "long")).ShouldBe("Shorter!");
        (await Say(ada, "ok")).ShouldBe("ok of Ada");
    }

    [Fact]
    public void Conversations_are_asked_for_before_the_bot_is_built()
        => Should.Throw<InvalidOperationException>(() => new BotHandlers().Conversation("x", _ => Task.CompletedTask)).Message.ShouldContain("UseConversations");

    private static BotApplication Bot(TelegramSimulator telegram, bool isMemory = true)
    {
        var builder = BotApplication.CreateBuilder(telegram.Arguments).UseConversations();
        return (isMemory ? builder.UseMemoryStorage() : builder.UseJsonStorage()).Build().Text(context => context.ReplyAsync($"text: {context.Text}"));
    }

    private static async Task<string> Say(SimulatedUser user, string text)
    {
        await user.Send(text);
        return (await user.NextReply(Patience, Cancellation)).Text;
    }
}
