using Microsoft.Extensions.DependencyInjection;
using TelegramBotStack.Simulator;

namespace TelegramBotStack.Tests.Admins;

public sealed class AdminTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_administrator_is_added_after_a_question_is_told_and_may_decline()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var (ada, bob) = (telegram.CreateUser("Ada"), telegram.CreateUser("Bob", "bob"));
        await using var bot = await StartAsync(telegram, ada);
        await bob.AskAsync("/start");

        var question = await ada.AskAsync($"/add_admin {bob.Id}");
        question.Text.ShouldBe($"Shall Bob (@bob), id {bob.Id}, become administrator?");
        Roles(bot).IsAdmin(bob.Id).ShouldBeFalse("nothing is done before the button is pressed");
        (await ada.PressAsync(question, "Make administrator")).Text.ShouldBe("Bob (@bob) is administrator now, and has been told.");

        var notice = await bob.ReplyAsync();
        notice.Text.ShouldStartWith("You have been made administrator of this bot. These are your commands:");
        notice.Text.ShouldContain("/list_users – Everybody who uses the bot");
        (await bob.AskAsync("/list_admins")).Text.ShouldBe($"2 administrators\n\n1. Ada – {ada.Id} ⚙\n2. Bob (@bob) – {bob.Id}");

        var sure = await bob.PressAsync(notice, "Give up my rights");
        sure.Text.ShouldBe("Do you want to give up your rights as administrator?");
        (await bob.PressAsync(sure, "Give up my rights")).Text.ShouldBe("You are administrator no longer.");
        (await bob.AskAsync("/list_admins")).Text.ShouldBe("This is for administrators only.");
    }

    [Fact]
    public async Task An_administrator_is_removed_after_a_question_and_is_told()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var (ada, bob) = (telegram.CreateUser("Ada"), telegram.CreateUser("Bob"));
        await using var bot = await StartAsync(telegram, ada);
        await bob.AskAsync("/start");
        await Roles(bot).GrantAsync(bob.Id, IRoles.Admin, cancellationToken: Cancellation);

        var first = await ada.AskAsync($"/remove_admin {bob.Id}");
        (await ada.PressAsync(first, "Cancel")).Text.ShouldBe("Nothing was changed.");
        Roles(bot).IsAdmin(bob.Id).ShouldBeTrue();

        var question = await ada.AskAsync($"/remove_admin {bob.Id}");
        (await ada.PressAsync(question, "Take rights")).Text.ShouldBe("Bob is administrator no longer.");
        (await bob.ReplyAsync()).Text.ShouldBe("You are no longer administrator of this bot.");
        var change = Roles(bot).History[^1];
        (change.UserId, change.IsGranted, change.By).ShouldBe((bob.Id, false, (long?)ada.Id));
    }

    [Fact]
    public async Task What_cannot_be_done_is_said_with_its_reason()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var (ada, bob) = (telegram.CreateUser("Ada"), telegram.CreateUser("Bob"));
        await using var bot = await StartAsync(telegram, ada);
        await bob.AskAsync("/start");

        (await ada.AskAsync("/add_admin")).Text.ShouldStartWith("Write the id of the person behind it: /add_admin 123456789.");
        (await ada.AskAsync("/add_admin bob")).Text.ShouldStartWith("Write the id of the person behind it");
        (await ada.AskAsync("/add_admin 5")).Text.ShouldBe("I do not know 5. The person has to write /start to me first.");
        (await ada.AskAsync($"/add_admin {ada.Id}")).Text.ShouldBe("Ada is administrator already.");
        (await ada.AskAsync($"/remove_admin {bob.Id}")).Text.ShouldBe("Bob is no administrator.");
        (await ada.AskAsync($"/remove_admin {ada.Id}")).Text.ShouldStartWith("You cannot take your own rights with this.");
        (await ada.AskAsync("/decline_admin")).Text.ShouldBe("Ada is administrator by the bot's configuration, and can only be removed there.");

        await Roles(bot).GrantAsync(bob.Id, IRoles.Admin, cancellationToken: Cancellation);
        (await bob.AskAsync($"/remove_admin {ada.Id}")).Text.ShouldContain("by the bot's configuration");
    }

    [Fact]
    public async Task The_last_administrator_cannot_leave()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var ada = telegram.CreateUser("Ada");
        await using var bot = await BotApplication.CreateBuilder(telegram.Arguments).UseAdmins(admins => admins.FirstComeIsAdmin = true).Build().StartAsync(Cancellation);
        await ada.Send("/start");
        (await ada.ReplyAsync()).Text.ShouldBe("You are the first here, and have become administrator of this bot.");
        (await ada.ReplyAsync()).Text.ShouldStartWith("Hello, Ada!");

        var question = await ada.AskAsync("/decline_admin");
        (await ada.PressAsync(question, "Give up my rights")).Text.ShouldBe("Ada is the only administrator. Make somebody else administrator first.");
        Roles(bot).IsAdmin(ada.Id).ShouldBeTrue();
    }

    [Fact]
    public async Task After_a_restart_no_stranger_becomes_administrator_by_coming_first()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var (ada, eve) = (telegram.CreateUser("Ada"), telegram.CreateUser("Eve"));
        await using (await Build().StartAsync(Cancellation))
        {
            await ada.Send("/start");
            (await ada.ReplyAsync()).Text.ShouldStartWith("You are the first here");
        }

        await using var bot = await Build().StartAsync(Cancellation);

        (await eve.AskAsync("/start")).Text.ShouldStartWith("Hello, Eve!");
        (Roles(bot).IsAdmin(ada.Id), Roles(bot).IsAdmin(eve.Id)).ShouldBe((true, false));

        BotApplication Build() => BotApplication.CreateBuilder(telegram.Arguments).UseAdmins(admins => admins.FirstComeIsAdmin = true).Build();
    }

    [Fact]
    public async Task Unless_told_so_nobody_becomes_administrator_by_coming_first_and_memory_that_forgets_is_refused_for_it()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var eve = telegram.CreateUser("Eve");
        await using (var bot = await BotApplication.CreateBuilder(telegram.Arguments).UseMemoryStorage().UseAdmins().Build().StartAsync(Cancellation))
        {
            (await eve.AskAsync("/start")).Text.ShouldStartWith("Hello, Eve!");
            (await eve.AskAsync("/list_users")).Text.ShouldBe("This is for administrators only.");
            Roles(bot).Holders(IRoles.Admin).ShouldBeEmpty();
        }

        await using var forgetful = BotApplication.CreateBuilder(telegram.Arguments).UseMemoryStorage()
            .UseAdmins(admins => admins.FirstComeIsAdmin = true).Build();
        (await Should.ThrowAsync<BotConfigurationException>(() => forgetful.StartAsync(Cancellation))).Code.ShouldBe("admins-forgotten");
    }

    [Fact]
    public async Task Of_many_who_come_first_at_once_one_becomes_administrator()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var crowd = Enumerable.Range(1, 30).Select(number => telegram.CreateUser($"User {number}")).ToArray();
        foreach (var one in crowd)
        {
            await one.Send("/start");
        }

        await using var bot = await BotApplication.CreateBuilder(telegram.Arguments).UseAdmins(admins => admins.FirstComeIsAdmin = true).Build().StartAsync(Cancellation);
        var first = 0;
        foreach (var one in crowd)
        {
            first += (await one.ReplyAsync()).Text.StartsWith("You are the first", StringComparison.Ordinal) ? 1 : 0;
        }

        first.ShouldBe(1);
        Roles(bot).Holders(IRoles.Admin).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_list_of_a_thousand_users_is_read_page_by_page()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var ada = telegram.CreateUser("Ada");
        await using var bot = await BotApplication.CreateBuilder([.. telegram.Arguments, $"--BOT_ADMINS={ada.Id}"])
            .UseMemoryStorage().UseAdmins().Build().StartAsync(Cancellation);
        var users = bot.Services.GetRequiredService<IUsers>();
        for (var id = 1; id < 1_000; id++)
        {
            // As long as Telegram lets names be.
            await users.RegisterAsync(
                new Telegram.Bot.Types.User { Id = 9_000_000_000 + id, FirstName = new string('Ж', 64), LastName = new string('Щ', 64), Username = new string('u', 32) },
                Cancellation);
        }

        var page = await ada.AskAsync("/list_users");
        page.Text.ShouldStartWith("1000 users\n\n1. ");
        page.Text.Length.ShouldBeLessThanOrEqualTo(4_096);
        page.Buttons.SelectMany(row => row).Select(button => button.Text).ShouldBe(["«", "‹", "1/50", "›", "»"]);

        var seen = new HashSet<string>(Ids(page.Text));
        for (var number = 2; number <= 50; number++)
        {
            page = await ada.PressAsync(page, "›");
            seen.UnionWith(Ids(page.Text));
        }

        seen.Count.ShouldBe(1_000);
        (await ada.PressAsync(page, "«")).Text.ShouldStartWith("1000 users\n\n1. ");

        // On the first page: nothing changes, and the button does not go on waiting.
        await (await ada.Press(page, "«")).Answer(Asking.Patience, Cancellation);

        static IEnumerable<string> Ids(string text) => text.Split('\n').Skip(2).Select(line => line.Split('–')[^1]);
    }

    [Fact]
    public async Task A_list_is_not_shown_to_a_group_nor_turned_by_who_is_administrator_no_longer()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var (ada, bob) = (telegram.CreateUser("Ada"), telegram.CreateUser("Bob"));
        await using var bot = await StartAsync(telegram, ada);
        for (var id = 1; id < 50; id++)
        {
            await bot.Services.GetRequiredService<IUsers>().RegisterAsync(new Telegram.Bot.Types.User { Id = id, FirstName = "User" }, Cancellation);
        }

        await Roles(bot).GrantAsync(bob.Id, IRoles.Admin, cancellationToken: Cancellation);
        var list = await bob.AskAsync("/list_users");
        await Roles(bot).RevokeAsync(bob.Id, IRoles.Admin, cancellationToken: Cancellation);

        (await (await bob.Press(list, "›")).Answer(Asking.Patience, Cancellation)).ShouldBe(new CallbackAnswer("This is for administrators only.", true, null));
        var team = telegram.CreateGroup("Team", ada);
        await ada.Send("/list_users", team);
        (await team.ReplyAsync()).Text.ShouldBe("Please write this to me in our private chat.");
    }

    [Fact]
    public async Task A_handler_is_for_who_has_its_role_whether_said_where_it_is_added_or_by_an_attribute()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var (ada, bob, eve) = (telegram.CreateUser("Ada"), telegram.CreateUser("Bob"), telegram.CreateUser("Eve", languageCode: "ru"));
        var app = BotApplication.CreateBuilder([.. telegram.Arguments, $"--BOT_ADMINS={ada.Id}"]).UseMemoryStorage().UseAdmins().UseLocalization().Build();
        app.Command("ban", [RequireRole("moderator")] (context) => context.ReplyAsync("banned"));
        app.Command("stop", context => context.ReplyAsync("stopped"), options => options.AdminsOnly());
        app.Command("wipe", [AdminsOnly] (context) => context.ReplyAsync("wiped"));
        await using var bot = await app.StartAsync(Cancellation);
        await Roles(bot).GrantAsync(bob.Id, "moderator", by: ada.Id, Cancellation);

        foreach (var (command, answer) in new[] { ("/ban", "banned"), ("/stop", "stopped"), ("/wipe", "wiped") })
        {
            (await ada.AskAsync(command)).Text.ShouldBe(answer);
        }

        (await bob.AskAsync("/ban")).Text.ShouldBe("banned");
        (await bob.AskAsync("/stop")).Text.ShouldBe("This is for administrators only.");
        (await eve.AskAsync("/ban")).Text.ShouldBe("У вас нет на это прав (moderator).");
        (await eve.AskAsync("/wipe")).Text.ShouldBe("Это только для администраторов.");
    }

    [Fact]
    public async Task An_administrator_gives_and_takes_the_roles_that_commands_ask_for_and_no_others()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var (ada, bob) = (telegram.CreateUser("Ada"), telegram.CreateUser("Bob"));
        var app = BotApplication.CreateBuilder([.. telegram.Arguments, $"--BOT_ADMINS={ada.Id}"]).UseMemoryStorage().UseAdmins().Build();
        app.Command("ban", context => context.ReplyAsync("banned"), options => options.RequireRole("moderator"));
        await using var bot = await app.StartAsync(Cancellation);
        await bob.AskAsync("/start");

        (await ada.AskAsync("/grant_role")).Text.ShouldBe("Write the person's id and the role behind it: /grant_role 123456789 ROLE. Roles: moderator.");
        (await ada.AskAsync($"/grant_role {bob.Id} moderater")).Text.ShouldBe("No command asks for the role “moderater”. Roles: moderator.");
        (await ada.AskAsync($"/grant_role {bob.Id} admin")).Text.ShouldBe("For administrators there are /add_admin and /remove_admin.");
        (await ada.AskAsync("/grant_role 5 moderator")).Text.ShouldBe("I do not know 5. The person has to write /start to me first.");
        (await ada.AskAsync($"/grant_role {bob.Id} moderator")).Text.ShouldBe("Bob has the role “moderator” now.");
        (await ada.AskAsync($"/grant_role {bob.Id} moderator")).Text.ShouldBe("Bob has the role “moderator” already.");
        (await bob.AskAsync("/ban")).Text.ShouldBe("banned");
        (await bob.AskAsync($"/grant_role {bob.Id} moderator")).Text.ShouldBe("This is for administrators only.");

        (await ada.AskAsync($"/revoke_role {bob.Id} moderator")).Text.ShouldBe("Bob has the role “moderator” no longer.");
        (await ada.AskAsync($"/revoke_role {bob.Id} moderator")).Text.ShouldBe("Bob does not have the role “moderator”.");
        (await bob.AskAsync("/ban")).Text.ShouldBe("You do not have the rights for this (moderator).");
    }

    [Fact]
    public async Task Without_administrators_a_handler_for_them_is_for_nobody()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var app = BotApplication.CreateBuilder(telegram.Arguments).UseMemoryStorage().Build();
        app.Command("stop", context => context.ReplyAsync("stopped"), options => options.AdminsOnly());
        await using var bot = await app.StartAsync(Cancellation);

        (await telegram.CreateUser("Eve").AskAsync("/stop")).Text.ShouldBe("This is for administrators only.");
    }

    private static IRoles Roles(BotApplication bot) => bot.Services.GetRequiredService<IRoles>();

    private static Task<BotApplication> StartAsync(TelegramSimulator telegram, SimulatedUser admin)
        => BotApplication.CreateBuilder([.. telegram.Arguments, $"--BOT_ADMINS={admin.Id}"]).UseAdmins().Build().StartAsync(Cancellation);
}
