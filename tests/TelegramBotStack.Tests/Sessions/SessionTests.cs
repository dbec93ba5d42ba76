using TelegramBotStack.Simulator;

namespace TelegramBotStack.Tests.Sessions;

public sealed class SessionTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_session_is_there_after_a_restart_and_is_not_written_when_the_handler_fails()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var (ada, bob) = (telegram.CreateUser("Ada"), telegram.CreateUser("Bob"));
        await using (await Start())
        {
            (await Say(ada, "/add tea")).ShouldBe("tea");
            (await Say(ada, "/fail milk")).ShouldBe("failed with tea, milk");
            (await Say(ada, "/add cake")).ShouldBe("tea, cake");
        }

        await using var second = await Start();
        (await Say(ada, "/add jam")).ShouldBe("tea, cake, jam");
        (await Say(bob, "/add ham")).ShouldBe("ham", "each has a session of their own");
        (await Say(ada, "/clear")).ShouldBe("cleared");
        (await Say(ada, "/add rice")).ShouldBe("rice");

        Task<BotApplication> Start()
        {
            var bot = BotApplication.CreateBuilder(telegram.Arguments).UseSessions<Cart>().Build();
            bot.Command("add", async context => await context.ReplyAsync(await AddAsync(context)));
            bot.Command("fail", async context => throw new InvalidOperationException($"failed with {await AddAsync(context)}"));
            bot.Command("clear", async context =>
            {
                (await context.SessionAsync<Cart>()).Clear();
                await context.ReplyAsync("cleared");
            });
            bot.Error((context, exception) => context.ReplyAsync(exception.Message));
            return bot.StartAsync(Cancellation);
        }

        static async Task<string> AddAsync(UpdateContext context)
        {
            var cart = await context.SessionAsync<Cart>();
            cart.Value.Items.Add(context.ArgumentText);
            (await context.SessionAsync<Cart>()).ShouldBeSameAs(cart);
            return string.Join(", ", cart.Value.Items);
        }
    }

    [Fact]
    public async Task A_session_that_has_not_changed_is_not_written()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var bot = BotApplication.CreateBuilder(telegram.Arguments).UseMemoryStorage().UseSessions<Cart>().Build();
        bot.Text(async context => await context.ReplyAsync($"{(await context.SessionAsync<Cart>()).Value.Items.Count}"));
        await using var running = await bot.StartAsync(Cancellation);

        (await Say(telegram.CreateUser("Ada"), "look")).ShouldBe("0");

        (await ((IStorage)bot.Services.GetService(typeof(IStorage))!).ListAsync("botstack/session/", Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_two_changes_at_the_same_time_one_fails_and_an_update_at_once_loses_none()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var bot = BotApplication.CreateBuilder(telegram.Arguments).UseMemoryStorage()
            .UseSessions<Cart>(options => options.Scope = SessionScope.User).Build();
        using var bothHaveRead = new Barrier(2);
        bot.Command("both", async context =>
        {
            (await context.SessionAsync<Cart>()).Value.Items.Add("both");
            await Task.Run(() => bothHaveRead.SignalAndWait(Patience));
        });
        bot.Command("count", async context => await context.UpdateSessionAsync<Cart>(cart =>
        {
            cart.Count++;
            return cart;
        }));
        bot.Command("show", async context =>
        {
            var cart = (await context.SessionAsync<Cart>()).Value;
            await context.ReplyAsync($"{cart.Items.Count} items, counted {cart.Count}");
        });
        var failures = 0;
        bot.Error((_, exception) =>
        {
            exception.ShouldBeOfType<SessionConflictException>();
            Interlocked.Increment(ref failures);
            return Task.CompletedTask;
        });
        await using var running = await bot.StartAsync(Cancellation);
        var ada = telegram.CreateUser("Ada");
        var team = telegram.CreateGroup("Team", ada);

        // Of one user in two chats, and so at the same time.
        await ada.Send("/both");
        await ada.Send("/both", team);
        for (var i = 0; i < 10; i++)
        {
            await ada.Send("/count");
            await ada.Send("/count", team);
        }

        await ada.Send("/show", team);
        await team.NextReply(Patience, Cancellation);
        (await Say(ada, "/show")).ShouldBe("1 items, counted 20");
        failures.ShouldBe(1);
    }

    [Fact]
    public async Task A_session_that_nobody_has_asked_for_at_the_start_is_named()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var bot = BotApplication.CreateBuilder(telegram.Arguments).UseMemoryStorage().Build();
        bot.Text(context => context.SessionAsync<Cart>());
        bot.Error((context, exception) => context.ReplyAsync(exception.Message));
        await using var running = await bot.StartAsync(Cancellation);

        (await Say(telegram.CreateUser("Ada"), "look")).ShouldContain("UseSessions<Cart>()");
    }

    private static async Task<string> Say(SimulatedUser user, string text)
    {
        await user.Send(text);
        return (await user.NextReply(Patience, Cancellation)).Text;
    }

    public sealed class Cart
    {
        public List<string> Items { get; init; } = [];

        public int Count { get; set; }
    }
}
