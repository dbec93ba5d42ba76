using CsCheck;
using TelegramBotStack.Arguments;
using TelegramBotStack.Simulator;

namespace TelegramBotStack.Tests.Arguments;

public sealed class CommandArgumentTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public enum Size
    {
        Small,
        Large,
    }

    [Fact]
    public async Task Arguments_arrive_typed_and_wrong_ones_are_answered_with_the_usage()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var bot = BotApplication.CreateBuilder(telegram.Arguments).UseMemoryStorage().Build();
        bot.Command<TimeSpan, string>("remind", (context, after, text) => context.ReplyAsync($"{after.TotalMinutes} min: {text}"));
        bot.Command<Size, int?>("order", (context, size, count) => context.ReplyAsync($"{count ?? 1} {size}"));
        await using var running = await bot.StartAsync(Cancellation);
        var ada = telegram.CreateUser("Ada");

        (await Ask("/remind 1h30m buy  milk\nand bread")).ShouldBe("90 min: buy  milk\nand bread");
        (await Ask("/remind 30m \"quoted text\"")).ShouldBe("30 min: quoted text");
        (await Ask("/remind soon milk")).ShouldBe("'soon' is not a duration such as 30m, 2h or 1d12h.\nUsage: /remind after text");
        (await Ask("/remind 5m")).ShouldBe("'text' is missing.\nUsage: /remind after text");
        (await Ask("/order large 3")).ShouldBe("3 Large");
        (await Ask("/order SMALL")).ShouldBe("1 Small");
        (await Ask("/order 1")).ShouldBe("'1' is not one of small, large.\nUsage: /order size [count]");
        (await Ask("/order small 1 2")).ShouldBe("'2' is too much.\nUsage: /order size [count]");

        async Task<string> Ask(string text)
        {
            await ada.Send(text);
            return (await ada.NextReply(Patience, Cancellation)).Text;
        }
    }

    [Theory]
    [InlineData("\"a b\" c", "a b|c")]
    [InlineData("“a b” “c”", "a b|c")]
    [InlineData("„a b“ «c d»", "a b|c d")]
    [InlineData("\"a \\\"b\\\" c\" d", "a \"b\" c|d")]
    [InlineData("\"never closed b", "\"never|closed|b")]
    [InlineData("it\"s \"5\"\" x", "it\"s|5\"|x")]
    [InlineData("\"\" a", "|a")]
    public void Quotation_marks_hold_words_together(string text, string words)
    {
        var rest = text.AsSpan();
        var found = new List<string>();
        while (!rest.IsEmpty)
        {
            found.Add(CommandWords.Take(ref rest));
        }

        string.Join('|', found).ShouldBe(words);
    }

    [Theory]
    [InlineData(typeof(int), "1e3")]
    [InlineData(typeof(int), "99999999999")]
    [InlineData(typeof(double), "NaN")]
    [InlineData(typeof(double), "1,5")]
    [InlineData(typeof(TimeSpan), "30")]
    [InlineData(typeof(TimeSpan), "")]
    [InlineData(typeof(TimeSpan), "9999999d")]
    [InlineData(typeof(DateOnly), "31.12.2026")]
    [InlineData(typeof(TimeOnly), "25:00")]
    [InlineData(typeof(bool), "maybe")]
    [InlineData(typeof(Size), "7")]
    public void What_is_no_such_value_is_refused(Type type, string text) => ValueText.Of(type).Parse(text).ShouldBeNull();

    [Fact]
    public void A_value_that_is_written_is_read_again()
    {
        Gen.Select(Gen.Int, Gen.Long, Gen.Double[-1e9, 1e9], Gen.Bool, Gen.Int[0, 100_000_000]).Sample((whole, large, number, flag, seconds) =>
        {
            SameAgain(whole);
            SameAgain(large);
            SameAgain(flag);
            SameAgain(TimeSpan.FromSeconds(seconds));
            SameAgain(DateOnly.FromDayNumber(seconds % 3_000_000));
            SameAgain((decimal)number);
        });

        static void SameAgain<T>(T value)
        {
            var kind = ValueText.Of(typeof(T));
            kind.Parse(kind.Format(value!)).ShouldBe(value);
        }
    }

    [Fact]
    public void A_type_without_a_text_form_is_refused_when_the_command_is_added()
        => Should.Throw<NotSupportedException>(() => new BotHandlers().Command<Version>("x", (_, _) => Task.CompletedTask)).Message.ShouldContain("Version has no text form");
}
