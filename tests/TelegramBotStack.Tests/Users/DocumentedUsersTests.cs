using Microsoft.Extensions.DependencyInjection;
using TelegramBotStack.Simulator;

namespace TelegramBotStack.Tests.Users;

/// <summary>What docs/users.md shows, as it stands there.</summary>
public sealed class DocumentedUsersTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_bot_with_functions_says_what_they_return_and_the_services_count_and_appoint()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var args = telegram.Arguments;
        var builder = BotApplication.CreateBuilder(args).UseUsers(users =>
        {
            users.OnRegistered = (context, user) => context.ReplyAsync($"Nice to meet you, {user.FirstName}.");
            users.Welcome = context => Task.FromResult("I brew tea. /help tells you how.");
            users.Status = context => Task.FromResult("Your tea is ready.");
        });
        builder.UseAdmins();
        builder.Services.AddSingleton<Everybody>().AddSingleton<Moderators>();
        var bot = builder.Build();
        bot.Command("close", context => context.ReplyAsync("The shop is closed."), options => options.Describe("Close the shop").AdminsOnly());
        bot.Command("ban", [RequireRole("moderator")] (context) => context.ReplyAsync("Banned."));
        await using var running = await bot.StartAsync(Cancellation);
        var ada = telegram.CreateUser("Ada");

        (await ada.AskAsync("/start")).Text.ShouldBe("Nice to meet you, Ada.");
        (await ada.ReplyAsync()).Text.ShouldBe("I brew tea. /help tells you how.");
        (await ada.AskAsync("/status")).Text.ShouldBe("Your tea is ready.");
        (await bot.Services.GetRequiredService<Everybody>().DescribeAsync(Cancellation)).ShouldBe("1 of 1 users can be written to");
        (await bot.Services.GetRequiredService<Moderators>().AppointAsync(ada.Id, by: 1)).ShouldBe(RoleResult.Done);
        (await ada.AskAsync("/ban")).Text.ShouldBe("Banned.");
    }

    [Fact]
    public async Task The_bot_as_a_class_says_its_own_words()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        await using var bot = await BotApplication.CreateBuilder(telegram.Arguments).UseUsers().UseBot<TeaBot>().Build().StartAsync(Cancellation);
        var ada = telegram.CreateUser("Ada");

        (await ada.AskAsync("/start")).Text.ShouldBe("Nice to meet you, Ada.");
        (await ada.ReplyAsync()).Text.ShouldBe("I brew tea.");
        (await ada.AskAsync("/help")).Text.ShouldContain("/brew – Make tea");
    }

    public class Everybody(IUsers users)
    {
        public async Task<string> DescribeAsync(CancellationToken cancellationToken)
        {
            var reachable = await users.ListAsync(cancellationToken).CountAsync(user => user.BlockedAt is null, cancellationToken);
            return $"{reachable} of {await users.CountAsync(cancellationToken)} users can be written to";
        }
    }

    public class Moderators(IRoles roles)
    {
        public Task<RoleResult> AppointAsync(long user, long by) => roles.GrantAsync(user, "moderator", by);
    }

    public class TeaBot : BotBase
    {
        protected internal override void ConfigureHandlers(BotHandlers handlers)
            => handlers.Command("brew", context => context.ReplyAsync("tea"), options => options.Describe("Make tea"));

        protected internal override Task OnUserRegisteredAsync(UpdateContext context, BotUser user)
            => context.ReplyAsync($"Nice to meet you, {user.FirstName}.");

        protected internal override Task<string> GetWelcomeMessageAsync(UpdateContext context) => Task.FromResult("I brew tea.");

        protected internal override Task<string> GetUserStatusAsync(UpdateContext context) => Task.FromResult("Your tea is ready.");
    }
}
