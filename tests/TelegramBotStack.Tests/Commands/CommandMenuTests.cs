using Microsoft.Extensions.DependencyInjection;
using TelegramBotStack.Commands;
using TelegramBotStack.Simulator;

namespace TelegramBotStack.Tests.Commands;

public sealed class CommandMenuTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Help_names_the_described_commands_that_the_user_may_use()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var (ada, bob) = (telegram.CreateUser("Ada"), telegram.CreateUser("Bob"));
        await using var bot = await Build(telegram, ada).StartAsync(Cancellation);

        (await bob.AskAsync("/help")).Text.ShouldBe(
            """
            This is what I can do:

            /brew – Make tea
            /help – What I can do
            /my_id – Your id at Telegram
            /start – Start
            /status – How things stand
            """.ReplaceLineEndings("\n"));
        var forAda = (await ada.AskAsync("/help")).Text;
        forAda.ShouldContain("/close – Close the shop");
        forAda.ShouldContain("/remove_admin – Take an administrator's rights");
        forAda.ShouldNotContain("secret");
    }

    [Fact]
    public async Task Everybody_has_a_menu_in_their_language_and_administrators_have_theirs_and_it_changes_at_once_with_the_rights()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var (ada, bob, olga) = (telegram.CreateUser("Ada"), telegram.CreateUser("Bob", languageCode: "ru"), telegram.CreateUser("Olga", languageCode: "ru"));
        await ada.Send("/start");
        await bob.Send("/start");
        await using var bot = await Build(telegram, ada).StartAsync(Cancellation);
        await bob.ReplyAsync();

        await Shows(ada, "close", "Close the shop");
        await Shows(olga, "help", "Что я умею");
        olga.Commands.Select(command => command.Command).ShouldNotContain("close");

        var roles = bot.Services.GetRequiredService<IRoles>();
        await roles.GrantAsync(bob.Id, IRoles.Admin, cancellationToken: Cancellation);
        await Shows(bob, "list_users", "Все, кто пользуется ботом");

        await roles.RevokeAsync(bob.Id, IRoles.Admin, cancellationToken: Cancellation);
        await Eventually.IsTrueAsync(() => bob.Commands.All(command => command.Command != "list_users"), "the menu is taken", Cancellation);
        bob.Commands.ShouldBe(olga.Commands);
    }

    [Fact]
    public async Task Telegram_is_told_nothing_at_a_start_when_nothing_has_changed_and_only_the_difference_when_something_has()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var (ada, bob) = (telegram.CreateUser("Ada"), telegram.CreateUser("Bob"));
        await ada.Send("/start");
        await bob.Send("/start");
        await using (var first = await Build(telegram, ada).StartAsync(Cancellation))
        {
            await Remembers(first, "default", "default/ru", $"chat/{ada.Id}");
        }

        Told(telegram).ShouldBe(3);

        await using (var same = await Build(telegram, ada).StartAsync(Cancellation))
        {
            // What is told for this shows that all before it has been looked at.
            await same.Services.GetRequiredService<IRoles>().GrantAsync(bob.Id, IRoles.Admin, cancellationToken: Cancellation);
            await Remembers(same, "default", "default/ru", $"chat/{ada.Id}", $"chat/{bob.Id}");
        }

        Told(telegram).ShouldBe(4, "Bob's, and nothing else");
        await using var changed = await Build(telegram, ada, closing: "Close it").StartAsync(Cancellation);
        await Shows(ada, "close", "Close it");
        await Shows(bob, "close", "Close it");
        Told(telegram).ShouldBe(6, "only their menus have the command");
    }

    [Fact]
    public async Task What_Telegram_refuses_for_a_time_is_told_again()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        telegram.Faults.Plan(Fault.ServerError(), calls: 3, method: "setMyCommands");
        var ada = telegram.CreateUser("Ada");
        await using var bot = await Build(telegram, ada).StartAsync(Cancellation);

        await ada.AskAsync("/start");

        await Shows(ada, "close", "Close the shop");
    }

    [Fact]
    public async Task An_administrator_who_has_never_written_gets_the_menu_when_they_do()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var ada = telegram.CreateUser("Ada");
        await using var bot = await Build(telegram, ada).StartAsync(Cancellation);
        await Eventually.IsTrueAsync(
            () => telegram.Calls.Any(call => call.Method.Equals("setMyCommands", StringComparison.OrdinalIgnoreCase) && call.Status == 400), "it is refused", Cancellation);

        await ada.AskAsync("/start");

        await Shows(ada, "close", "Close the shop");
    }

    private static long Told(TelegramSimulator telegram)
        => telegram.Statistics.ApiCallsByMethod.GetValueOrDefault("setMyCommands") + telegram.Statistics.ApiCallsByMethod.GetValueOrDefault("deleteMyCommands");

    private static async Task Remembers(BotApplication bot, params string[] menus)
    {
        var storage = bot.Services.GetRequiredService<IStorage>();
        await Eventually.IsTrueAsync(
            async () => await storage.GetAsync<PublishedMenus>("botstack/menus", Cancellation) is { } told && told.Hashes.Keys.ToHashSet().SetEquals(menus),
            "what was told is remembered",
            Cancellation);
    }

    private static Task Shows(SimulatedUser user, string command, string description) => Eventually.IsTrueAsync(
        () => user.Commands.Contains(new BotCommand(command, description)), $"{user.Name}'s menu has /{command} – {description}", Cancellation);

    private static BotApplication Build(TelegramSimulator telegram, SimulatedUser admin, string closing = "Close the shop")
    {
        var bot = BotApplication.CreateBuilder([.. telegram.Arguments, $"--BOT_ADMINS={admin.Id}"]).UseAdmins().UseLocalization(Only).Build();
        bot.Command("brew", context => context.ReplyAsync("tea"), options => options.Describe("Make tea"));
        bot.Command("close", context => context.ReplyAsync("closed"), options => options.Describe(closing).AdminsOnly());
        bot.Command("secret", context => context.ReplyAsync("?"));
        bot.Command("language", context => context.ReplyAsync("English and Russian"));
        return bot;

        static void Only(LocalizationOptions options) => options.DefaultLanguage = "en";
    }
}
