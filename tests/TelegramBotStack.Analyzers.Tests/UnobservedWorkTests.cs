using TelegramBotStack.Analyzers.CodeFixes;

namespace TelegramBotStack.Analyzers.Tests;

public class UnobservedWorkTests
{
    [Fact]
    public async Task A_task_that_nothing_waits_for_is_found_where_the_compiler_does_not_look()
        => await AnalyzerTest.Statements<UnobservedWorkAnalyzer>("""
            bot.Command("start", context =>
            {
                {|TBSA006:context.ReplyAsync("a")|};
                return context.ReplyAsync("b");
            });
            bot.Command("all", async context =>
            {
                var names = new List<string> { "a", "b" };
                names.ForEach(name => {|TBSA006:context.ReplyAsync(name)|});
                await context.ReplyAsync("c");
            });
            """);

    [Fact]
    public async Task Nothing_is_found_where_somebody_waits_or_says_that_nobody_shall()
        => await AnalyzerTest.Statements<UnobservedWorkAnalyzer>("""
            bot.Command("start", context =>
            {
                _ = context.ReplyAsync("a");
                var later = context.ReplyAsync("b");
                return later;
            });
            bot.Use((context, next) => next());
            bot.Text(context => Task.WhenAll(new[] { "a", "b" }.Select(text => context.ReplyAsync(text))));
            """);

    [Fact]
    public async Task Async_void_is_found_in_all_its_forms()
        => await AnalyzerTest.File<UnobservedWorkAnalyzer>("""
            var bot = BotApplication.CreateBuilder(args).Build();
            bot.Command("start", context =>
            {
                Later();
                new List<string> { "a" }.ForEach({|TBSA005:async|} text => await context.ReplyAsync(text));
                Handlers.Send(context);
                return Task.CompletedTask;

                async void {|TBSA005:Later|}() => await context.ReplyAsync("b");
            }, {|TBSA005:async|} options => await Task.Yield());
            AppDomain.CurrentDomain.ProcessExit += async (_, _) => await Task.Yield();
            await bot.RunAsync();

            internal static class Handlers
            {
                public static async void {|TBSA005:Send|}(UpdateContext context) => await context.ReplyAsync("c");

                public static async void Unrelated() => await Task.Yield();
            }
            """);

    [Fact]
    public async Task The_mend_of_async_void_returns_a_task()
        => await AnalyzerTest.Mend<UnobservedWorkAnalyzer, AsyncTaskFix>(
            """
            bot.Text(async context =>
            {
                await Task.Yield();
                _ = context;
                async void {|TBSA005:Send|}() => await context.ReplyAsync("c");
            });
            """,
            """
            bot.Text(async context =>
            {
                await Task.Yield();
                _ = context;
                async Task Send() => await context.ReplyAsync("c");
            });
            """);

    [Fact]
    public async Task The_mend_of_a_lost_task_awaits_it()
        => await AnalyzerTest.Mend<UnobservedWorkAnalyzer, AwaitFix>(
            """
            bot.Command("start", context =>
            {
                if (context.User is null)
                {
                    return Task.CompletedTask;
                }

                {|TBSA006:context.ReplyAsync("a")|};
                return Task.CompletedTask;
            });
            """,
            """
            bot.Command("start", async context =>
            {
                if (context.User is null)
                {
                    return;
                }

                await context.ReplyAsync("a");
            });
            """);

    [Fact]
    public async Task There_is_no_mend_where_something_else_is_returned()
        => await AnalyzerTest.NoMend<UnobservedWorkAnalyzer, AwaitFix>("""
            bot.Command("start", context =>
            {
                {|TBSA006:context.ReplyAsync("a")|};
                return context.ReplyAsync("b");
            });
            """);
}
