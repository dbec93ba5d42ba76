using Microsoft.Extensions.DependencyInjection;
using Telegram.Bot;
using TelegramBotStack.Simulator;

namespace TelegramBotStack.Tests.Users;

public sealed class UsersTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_writes_for_the_first_time_is_registered_once_and_the_bot_is_told()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var registered = new List<string>();
        var builder = BotApplication.CreateBuilder(telegram.Arguments).UseUsers(users => users.OnRegistered = (context, user) =>
        {
            registered.Add($"{user.DisplayName} by {context.Command}");
            return Task.CompletedTask;
        });
        await using var bot = await builder.Build().StartAsync(Cancellation);
        var ada = telegram.CreateUser("Ada", "ada", "pt-br");

        (await ada.AskAsync("/start")).Text.ShouldBe("Hello, Ada! /help tells you what I can do.");
        await ada.AskAsync("/start");

        registered.ShouldBe(["Ada (@ada) by start"]);
        var user = (await Users(bot).FindAsync(ada.Id, Cancellation)).ShouldNotBeNull();
        (user.FirstName, user.Username, user.LanguageCode, user.BlockedAt).ShouldBe(("Ada", "ada", "pt-br", null));
        user.FirstSeenAt.ShouldBe(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(5));
        (await Users(bot).CountAsync(Cancellation)).ShouldBe(1);
    }

    [Fact]
    public async Task Another_bot_is_answered_as_well_and_is_no_user()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var tester = telegram.CreateBot("tester_bot");
        telegram.Bot.CanCommunicateWithBots = tester.CanCommunicateWithBots = true;
        await using var bot = await BotApplication.CreateBuilder(telegram.Arguments).UseUsers().UseAdmins().UseLocalization().Build().StartAsync(Cancellation);
        var client = new TelegramBotClient(new TelegramBotClientOptions(tester.Token, telegram.BaseUrl), cancellationToken: Cancellation);

        await client.SendMessage($"@{telegram.Bot.Username}", "/start", cancellationToken: Cancellation);
        var answer = (await client.GetUpdates(timeout: 30, cancellationToken: Cancellation)).ShouldHaveSingleItem().Message!;

        answer.Text.ShouldNotBeNull().ShouldStartWith("Hello, tester_bot!");
        answer.From!.Id.ShouldBe(telegram.Bot.Id);
        (await Users(bot).CountAsync(Cancellation)).ShouldBe(0);
    }

    [Fact]
    public async Task Users_are_known_after_a_restart_and_their_choice_too()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var ada = telegram.CreateUser("Ada");
        await using (await Build().StartAsync(Cancellation))
        {
            await ada.AskAsync("/start");
            await ada.AskAsync("/language ru");
        }

        await using var bot = await Build().StartAsync(Cancellation);

        (await ada.AskAsync("/start")).Text.ShouldBe("Здравствуйте, Ada! Что я умею, расскажет /help.");

        BotApplication Build() => BotApplication.CreateBuilder(telegram.Arguments)
            .UseUsers(users => users.OnRegistered = (context, _) => context.Command == "start" && !context.IsRedelivery && context.Person!.ChosenLanguage is null
                ? Task.CompletedTask
                : throw new InvalidOperationException("new again"))
            .UseLocalization().Build();
    }

    [Fact]
    public async Task A_class_says_its_own_words_and_its_own_command_takes_the_place_of_the_built_in_one()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var builder = BotApplication.CreateBuilder(telegram.Arguments).UseMemoryStorage().UseUsers().UseBot<PoliteBot>();
        await using var bot = await builder.Build().StartAsync(Cancellation);
        var ada = telegram.CreateUser("Ada");

        await ada.Send("/start");
        (await ada.ReplyAsync()).Text.ShouldBe("A new one: Ada");
        (await ada.ReplyAsync()).Text.ShouldBe("Welcome, Ada");
        (await ada.AskAsync("/status")).Text.ShouldBe("You are fine");
        (await ada.AskAsync("/my_id")).Text.ShouldBe("not told");
    }

    [Fact]
    public async Task A_hook_that_fails_keeps_nobody_from_being_answered()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var builder = BotApplication.CreateBuilder(telegram.Arguments).UseMemoryStorage()
            .UseUsers(users => users.OnRegistered = (_, _) => throw new InvalidOperationException("as told"));
        await using var bot = await builder.Build().StartAsync(Cancellation);
        var ada = telegram.CreateUser("Ada");

        (await ada.AskAsync("/start")).Text.ShouldStartWith("Hello, Ada!");
        (await Users(bot).ExistsAsync(ada.Id, Cancellation)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_member_of_a_group_is_no_user_before_writing_to_the_bot_itself()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        await using var bot = await BotApplication.CreateBuilder(telegram.Arguments).UseMemoryStorage().UseUsers().Build().StartAsync(Cancellation);
        var ada = telegram.CreateUser("Ada");
        var team = telegram.CreateGroup("Team", ada);

        await ada.Send("/my_id", team);
        (await team.ReplyAsync()).Text.ShouldContain($"{ada.Id}");
        (await Users(bot).ExistsAsync(ada.Id, Cancellation)).ShouldBeFalse();

        await ada.AskAsync("/my_id");
        (await Users(bot).ExistsAsync(ada.Id, Cancellation)).ShouldBeTrue();
    }

    [Fact]
    public async Task Who_blocks_the_bot_is_marked_until_they_come_back()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        await using var bot = await BotApplication.CreateBuilder(telegram.Arguments).UseUsers().Build().StartAsync(Cancellation);
        var ada = telegram.CreateUser("Ada");
        await ada.AskAsync("/start");

        ada.Block();
        await Eventually.IsTrueAsync(async () => (await Find()).BlockedAt is not null, "the block is noted", Cancellation);
        ada.Unblock();
        await Eventually.IsTrueAsync(async () => (await Find()).BlockedAt is null, "the end of the block is noted", Cancellation);

        async Task<BotUser> Find() => (await Users(bot).FindAsync(ada.Id, Cancellation)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_block_that_nobody_told_is_learnt_from_the_first_message_that_is_refused()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        await using var bot = await BotApplication.CreateBuilder(telegram.Arguments).UseUsers().Build().StartAsync(Cancellation);
        var ada = telegram.CreateUser("Ada");
        await ada.AskAsync("/start");
        ada.Block();
        await Eventually.IsTrueAsync(async () => (await Users(bot).FindAsync(ada.Id, Cancellation))!.BlockedAt is not null, "the block is noted", Cancellation);
        await Users(bot).SetBlockedAsync(ada.Id, isBlocked: false, Cancellation);

        var client = bot.Services.GetRequiredService<ITelegramBotClient>();
        var refusal = await Should.ThrowAsync<Telegram.Bot.Exceptions.ApiRequestException>(() => client.SendMessage(ada.Id, "Are you there?", cancellationToken: Cancellation));

        refusal.Message.ShouldContain("bot was blocked by the user");
        (await Users(bot).FindAsync(ada.Id, Cancellation))!.BlockedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task An_administrator_sees_how_the_bot_is_and_nobody_else_does()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var (ada, bob) = (telegram.CreateUser("Ada"), telegram.CreateUser("Bob"));
        string[] arguments = [.. telegram.Arguments, $"--BOT_ADMINS={ada.Id}", "--BOTSTACK_RELEASE=20261125T120000Z-abcdef"];
        await using var bot = await BotApplication.CreateBuilder(arguments).UseAdmins().Build().StartAsync(Cancellation);

        var forBob = (await bob.AskAsync("/status")).Text;
        forBob.ShouldStartWith("Bob, you have been with me since 2");
        forBob.ShouldNotContain("release");

        var forAda = (await ada.AskAsync("/status")).Text;
        forAda.ShouldContain("The bot is active, release 20261125T120000Z-abcdef, epoch 1");
        forAda.ShouldMatch("Updates: [0-9]+ handled, [0-9]+ pending, 0 failed, 0 redelivered");
        forAda.ShouldContain("Last error: –");
    }

    private static IUsers Users(BotApplication bot) => bot.Services.GetRequiredService<IUsers>();

    private sealed class PoliteBot : BotBase
    {
        protected internal override void ConfigureHandlers(BotHandlers handlers)
            => handlers.Command("my_id", context => context.ReplyAsync("not told"));

        protected internal override async Task OnUserRegisteredAsync(UpdateContext context, BotUser user)
            => await context.ReplyAsync($"A new one: {user.FirstName}");

        protected internal override Task<string> GetWelcomeMessageAsync(UpdateContext context)
            => Task.FromResult($"Welcome, {context.Person!.FirstName}");

        protected internal override Task<string> GetUserStatusAsync(UpdateContext context) => Task.FromResult("You are fine");
    }
}
