using CsCheck;
using TelegramBotStack.Arguments;
using TelegramBotStack.Simulator;

namespace TelegramBotStack.Tests.Arguments;

public sealed class DeepLinkTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_link_that_the_bot_made_brings_its_payload_back()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var bot = BotApplication.CreateBuilder(telegram.Arguments).UseMemoryStorage().Build();
        bot.Command("start", context => context.ReplyAsync("Welcome"));
        bot.Command("invite", context => context.ReplyAsync(context.DeepLink("ref", "von Ada / ы").ToString()));
        bot.DeepLink("ref", (context, payload) => context.ReplyAsync($"ref '{payload}'"));
        await using var running = await bot.StartAsync(Cancellation);
        var ada = telegram.CreateUser("Ada");

        var link = await Ask("/invite");
        link.ShouldStartWith($"https://t.me/{telegram.Bot.Username}?start=ref-");
        (await Ask("/start " + link.Split('=')[1])).ShouldBe("ref 'von Ada / ы'");
        (await Ask("/start ref_42")).ShouldBe("ref '42'");
        (await Ask("/start ref")).ShouldBe("ref ''");
        (await Ask("/start")).ShouldBe("Welcome");
        (await Ask("/start other_42")).ShouldBe("Welcome");
        (await Ask("/start ref-%%%")).ShouldBe("Welcome", "a link that nobody made is no link");

        async Task<string> Ask(string text)
        {
            await ada.Send(text);
            return (await ada.NextReply(Patience, Cancellation)).Text;
        }
    }

    [Fact]
    public void A_link_has_only_what_Telegram_takes_or_is_refused()
        => Gen.String[Gen.Char, 0, 60].Sample(payload =>
        {
            try
            {
                DeepLinkRoutes.Write("ref", payload).ShouldMatch("^[A-Za-z0-9_-]{1,64}$");
            }
            catch (ArgumentException exception)
            {
                exception.Message.ShouldContain("64");
            }
        });
}
