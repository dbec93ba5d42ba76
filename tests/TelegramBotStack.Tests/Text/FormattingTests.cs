using Telegram.Bot.Types.Enums;
using TelegramBotStack.Simulator;

namespace TelegramBotStack.Tests.Text;

public sealed class FormattingTests
{
    private const string Nasty = "<b>&\"'_*[]()~`>#+-=|{}.!\\";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void What_is_put_into_HTML_is_escaped_and_markup_only_where_it_is_said()
    {
        var name = "<Ada & \"Bob\">";

        Html.Format($"<b>{name}</b> {1.5m:0.0#} {Html.Raw("<i>x</i>")}{(string?)null}")
            .ShouldBe($"<b>&lt;Ada &amp; &quot;Bob&quot;&gt;</b> {1.5m:0.0#} <i>x</i>");
    }

    [Fact]
    public void What_is_put_into_MarkdownV2_is_escaped_and_markup_only_where_it_is_said()
    {
        var name = "Ada_(1.0)";

        MarkdownV2.Format($"*{name}* {MarkdownV2.Raw("_x_")}").ShouldBe(@"*Ada\_\(1\.0\)* _x_");
    }

    [Fact]
    public async Task Any_value_arrives_as_it_is_whatever_the_markup_around_it()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var bot = BotApplication.CreateBuilder(telegram.Arguments).UseMemoryStorage().Build();
        bot.Command("html", context => context.ReplyHtmlAsync($"<b>{Nasty}</b> <a href=\"https://example.org/?{"a&b"}\">{Nasty}</a>"));
        bot.Command("markdown", context => context.ReplyMarkdownAsync($"*{Nasty}* `{Nasty}`"));
        await using var running = await bot.StartAsync(Cancellation);
        var ada = telegram.CreateUser("Ada");

        await ada.Send("/html");
        (await ada.NextReply(TimeSpan.FromSeconds(60), Cancellation)).Text.ShouldBe($"{Nasty} {Nasty}");
        await ada.Send("/markdown");
        (await ada.NextReply(TimeSpan.FromSeconds(60), Cancellation)).Text.ShouldBe($"{Nasty} {Nasty}");
    }

    [Theory]
    [InlineData(ParseMode.None, "{0}")]
    [InlineData(ParseMode.Html, "<b>{0}</b>")]
    [InlineData(ParseMode.MarkdownV2, "*{0}*")]
    public async Task A_reply_that_is_too_long_arrives_in_parts_in_order_and_formatted(ParseMode mode, string template)
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var bot = BotApplication.CreateBuilder(telegram.Arguments).UseMemoryStorage().Build();
        var text = string.Join(' ', Enumerable.Range(0, 3_000));
        bot.Text(context => context.ReplyAsync(template.Replace("{0}", text, StringComparison.Ordinal), parseMode: mode));
        await using var running = await bot.StartAsync(Cancellation);
        var ada = telegram.CreateUser("Ada");

        await ada.Send("go");
        var replies = new List<ChatMessage>();
        while (replies.Sum(reply => reply.Text.Length + 1) < text.Length)
        {
            replies.Add(await ada.NextReply(TimeSpan.FromSeconds(60), Cancellation));
        }

        replies.Count.ShouldBe(4);
        string.Join(' ', replies.Select(reply => reply.Text)).ShouldBe(text);
        if (mode != ParseMode.None)
        {
            replies.ShouldAllBe(reply => reply.Entities.Count(entity => entity.Type == "bold" && entity.Length == reply.Text.Length) == 1);
        }
    }
}
