namespace TelegramBotStack.Analyzers.Tests;

public class SecondHandlerTests
{
    [Fact]
    public async Task A_second_handler_of_the_same_thing_is_found()
        => await AnalyzerTest.Statements<SecondHandlerAnalyzer>("""
            bot.Command("start", context => context.ReplyAsync("a")).Text(context => context.ReplyAsync("a"));
            bot.Handlers.Command({|TBSA004:"/start"|}, context => context.ReplyAsync("b"));
            bot.Command<int>({|TBSA004:"start"|}, (context, number) => context.ReplyAsync("c")).{|TBSA004:Text|}(context => context.ReplyAsync("b"));
            bot.Callback("buy", context => context.ReplyAsync("a")).Callback({|TBSA004:"buy"|}, context => context.ReplyAsync("b"));
            bot.On(UpdateType.Poll, context => Task.CompletedTask);
            bot.{|TBSA004:On|}(UpdateType.Poll, context => Task.CompletedTask);
            bot.Error((context, exception) => Task.CompletedTask);
            bot.{|TBSA004:Error|}((context, exception) => Task.CompletedTask);
            bot.Schedule<string>("tea", context => Task.CompletedTask);
            bot.Recurring({|TBSA004:"tea"|}, Recurrence.Cron("0 9 * * 1"), context => Task.CompletedTask);
            if (args.Length > 0)
            {
                bot.DeepLink("ref", (context, payload) => Task.CompletedTask);
                bot.DeepLink({|TBSA004:"ref"|}, (context, payload) => Task.CompletedTask);
            }
            """);

    [Fact]
    public async Task It_is_found_in_a_bot_class()
        => await AnalyzerTest.File<SecondHandlerAnalyzer>("""
            await BotApplication.CreateBuilder(args).UseBot<Bot>().Build().RunAsync();

            internal sealed class Bot : BotBase
            {
                protected override void ConfigureHandlers(BotHandlers handlers) => handlers
                    .Command("start", context => context.ReplyAsync("a"))
                    .Command({|TBSA004:"start"|}, context => context.ReplyAsync("b"));
            }
            """);

    [Fact]
    public async Task Nothing_is_found_where_only_one_of_them_is_added_or_each_to_another_bot()
        => await AnalyzerTest.Statements<SecondHandlerAnalyzer>("""
            if (args.Length > 0)
            {
                bot.Command("start", context => context.ReplyAsync("a"));
            }
            else
            {
                bot.Command("start", context => context.ReplyAsync("b"));
            }

            var other = BotApplication.CreateBuilder(args).Build();
            other.Command("help", context => context.ReplyAsync("a"));
            bot.Command("help", context => context.ReplyAsync("a"));
            bot.Command("Help" + args.Length, context => context.ReplyAsync("a"));
            bot.Command("Help" + args.Length, context => context.ReplyAsync("a"));
            bot.On(UpdateType.Poll, context => Task.CompletedTask).On(UpdateType.PollAnswer, context => Task.CompletedTask);
            bot.Handlers.DefaultCommand("help", context => context.ReplyAsync("b"));
            bot.Use((context, next) => next()).Use((context, next) => next());
            var third = BotApplication.CreateBuilder(args).Build();
            third.Text(context => Task.CompletedTask);
            third = BotApplication.CreateBuilder(args).Build();
            third.Text(context => Task.CompletedTask);
            Action refused = () => other.Command("help", context => context.ReplyAsync("a"));
            foreach (var token in args)
            {
                bot.Callback("in a branch", context => Task.CompletedTask);
            }
            """);
}
