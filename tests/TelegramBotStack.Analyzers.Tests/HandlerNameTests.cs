using TelegramBotStack.Analyzers.CodeFixes;

namespace TelegramBotStack.Analyzers.Tests;

public class HandlerNameTests
{
    private static readonly string[] Names =
    [
        "", "/", "//start", "start", "/start", "Start", "my-command", "my_command", "my.command", "my command", "9", "_", "émile", "start\n",
        new('a', 32), new('a', 33), "/" + new string('a', 32), "a:b", "ß", "٣",
    ];

    [Fact]
    public async Task A_name_that_the_framework_refuses_is_found()
        => await AnalyzerTest.Statements<HandlerNameAnalyzer>("""
            bot.Command({|TBSA007:"Start"|}, context => context.ReplyAsync("a"));
            bot.Command<int>({|TBSA007:"set-limit"|}, (context, limit) => context.ReplyAsync("a"));
            bot.Handlers.DefaultCommand({|TBSA007:"hello there"|}, context => context.ReplyAsync("a"));
            bot.Callback({|TBSA007:"buy:1"|}, context => context.ReplyAsync("a"));
            bot.DeepLink({|TBSA007:"ref_1"|}, (context, payload) => context.ReplyAsync("a"));
            bot.Command("start", context => context.ReplyAsync("a"));
            bot.Command("/set_limit", context => context.ReplyAsync("a"));
            bot.Command(args[0], context => context.ReplyAsync("a"));
            """);

    [Fact]
    public void The_rules_for_names_are_those_of_the_framework()
    {
        foreach (var name in Names)
        {
            IsTaken(handlers => handlers.Command(name, _ => Task.CompletedTask)).ShouldBe(HandlerNames.Problem("Command", name) is null, $"command '{name}'");
            IsTaken(handlers => handlers.Callback(name, _ => Task.CompletedTask)).ShouldBe(HandlerNames.Problem("Callback", name) is null, $"button '{name}'");
            IsTaken(handlers => handlers.DeepLink(name, (_, _) => Task.CompletedTask)).ShouldBe(HandlerNames.Problem("DeepLink", name) is null, $"link '{name}'");
        }

        static bool IsTaken(Action<BotHandlers> add)
        {
            try
            {
                add(BotApplication.CreateBuilder().Build().Handlers);
                return true;
            }
            catch (ArgumentException)
            {
                return false;
            }
        }
    }

    [Fact]
    public async Task The_mend_is_the_name_that_was_meant()
        => await AnalyzerTest.Mend<HandlerNameAnalyzer, CommandNameFix>(
            """bot.Command({|TBSA007:"/Set-Limit"|}, context => context.ReplyAsync("a"));""",
            """bot.Command("set_limit", context => context.ReplyAsync("a"));""");
}
