using TelegramBotStack.Analyzers.CodeFixes;

namespace TelegramBotStack.Analyzers.Tests;

public class ButtonAnswerTests
{
    [Fact]
    public async Task An_answer_where_no_button_was_pressed_is_found()
        => await AnalyzerTest.File<ButtonAnswerAnalyzer>("""
            await BotApplication.CreateBuilder(args).UseBot<Bot>().Build().RunAsync();

            internal sealed class Bot : BotBase
            {
                protected override void ConfigureHandlers(BotHandlers handlers) => handlers
                    .Command("start", async context => await {|TBSA002:context.AnswerAsync("Hello")|})
                    .Command("help", HelpAsync)
                    .Text(BothAsync)
                    .On(UpdateType.CallbackQuery, BothAsync)
                    .On(UpdateType.EditedMessage, context => {|TBSA002:context.AnswerAsync("Edited")|})
                    .When("buttons", context => true, context => context.AnswerAsync("Perhaps"))
                    .Callback("buy", context => context.AnswerAsync("Bought"));

                private static Task HelpAsync(UpdateContext context) => {|TBSA002:context.AnswerAsync("Help")|};

                private static Task BothAsync(UpdateContext context) => context.AnswerAsync("Both");
            }
            """);

    [Fact]
    public async Task A_wait_before_the_answer_is_found()
        => await AnalyzerTest.Statements<ButtonAnswerAnalyzer>("""
            bot.Callback("late", async context =>
            {
                await {|TBSA003:Task.Delay(3000)|};
                await context.AnswerAsync("Done");
            });
            bot.On(UpdateType.CallbackQuery, async context =>
            {
                await {|TBSA003:Task.Delay(3000)|};
                await context.ReplyAsync("Done");
            });
            bot.Callback("at once", async context =>
            {
                await context.AnswerAsync();
                await Task.Delay(3000);
            });
            bot.Callback("raw", async context =>
            {
                await context.Bot.AnswerCallbackQuery(context.Update.CallbackQuery!.Id);
                await Task.Delay(3000);
            });
            bot.Callback("answers elsewhere", async context =>
            {
                await ThankAsync(context);
                await Task.Delay(3000);
            });
            static Task ThankAsync(UpdateContext context) => context.AnswerAsync("Thanks");
            bot.Command("slow", async context => await Task.Delay(3000));
            bot.Callback("forgotten", context => context.ReplyAsync("The framework answers the press."));
            """);

    [Fact]
    public async Task A_text_is_replied_by_the_mend()
        => await AnalyzerTest.Mend<ButtonAnswerAnalyzer, ReplyFix>(
            """bot.Command("start", async context => await {|TBSA002:context.AnswerAsync("Hello", alert: true)|});""",
            """bot.Command("start", async context => await context.ReplyAsync("Hello"));""");

    [Fact]
    public async Task The_press_is_answered_first_by_the_mend()
        => await AnalyzerTest.Mend<ButtonAnswerAnalyzer, AnswerFirstFix>(
            """
            bot.Callback("late", async context =>
            {
                await {|TBSA003:Task.Delay(3000)|};
                await context.ReplyAsync("Done");
            });
            """,
            """
            bot.Callback("late", async context =>
            {
                await context.AnswerAsync();
                await Task.Delay(3000);
                await context.ReplyAsync("Done");
            });
            """);
}
