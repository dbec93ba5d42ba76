using TelegramBotStack.Analyzers.CodeFixes;

namespace TelegramBotStack.Analyzers.Tests;

public class BlockingCallTests
{
    [Theory]
    [InlineData("context.ReplyAsync(\"a\").Wait()")]
    [InlineData("context.ReplyAsync(\"a\").Result")]
    [InlineData("context.ReplyAsync(\"a\").GetAwaiter().GetResult()")]
    [InlineData("context.ReplyAsync(\"a\").ConfigureAwait(false).GetAwaiter().GetResult()")]
    [InlineData("new ValueTask<int>(1).Result")]
    [InlineData("Thread.Sleep(1000)")]
    [InlineData("Task.WaitAll(Task.Delay(1), Task.Delay(2))")]
    [InlineData("new SemaphoreSlim(1).Wait()")]
    [InlineData("System.Diagnostics.Process.Start(\"ffmpeg\").WaitForExit()")]
    public async Task What_blocks_in_a_handler_is_found(string call)
    {
        var isValue = call.EndsWith("Result", StringComparison.Ordinal);
        await AnalyzerTest.Statements<BlockingCallAnalyzer>($$"""
            bot.Command("start", async context =>
            {
                {{(isValue ? "_ = " : "")}}{|TBSA001:{{call}}|};
                await context.ReplyAsync("b");
            });
            """);
    }

    [Fact]
    public async Task It_is_found_in_methods_of_a_bot_class_in_conversations_and_in_schedules()
        => await AnalyzerTest.File<BlockingCallAnalyzer>("""
            var builder = BotApplication.CreateBuilder(args).UseConversations();
            var bot = builder.UseBot<Bot>().Build();
            bot.Conversation("order", talk => Task.FromResult({|TBSA001:talk.AskAsync("Name?").Result|}));
            await bot.RunAsync();

            internal sealed class Bot : BotBase
            {
                protected override void ConfigureHandlers(BotHandlers handlers)
                {
                    handlers.Command("start", StartAsync);
                    handlers.Recurring("weekly", Recurrence.Cron("0 9 * * 1"), Remind);
                }

                protected override Task OnStartupAsync(CancellationToken cancellationToken)
                {
                    {|TBSA001:Thread.Sleep(100)|};
                    return Task.CompletedTask;
                }

                private static Task StartAsync(UpdateContext context)
                {
                    Wait();
                    return Task.CompletedTask;

                    void Wait() => {|TBSA001:Thread.Sleep(1)|};
                }

                private static Task Remind(ScheduledContext context)
                {
                    {|TBSA001:Thread.Sleep(1)|};
                    return Task.CompletedTask;
                }
            }
            """);

    [Fact]
    public async Task Nothing_is_found_where_no_handler_waits()
        => await AnalyzerTest.Statements<BlockingCallAnalyzer>("""
            Task.Delay(1).Wait();
            Thread.Sleep(1);
            bot.Command("start", async context =>
            {
                var one = Task.FromResult(1);
                var two = Task.FromResult(2);
                await Task.WhenAll(one, two);
                var sum = one.Result + two.Result;
                var three = Task.FromResult(3);
                sum += three.IsCompletedSuccessfully ? three.Result : await three;
                await Task.Run(() => Thread.Sleep(1000));
                using var gate = new SemaphoreSlim(1);
                sum += gate.Wait(0) || gate.Wait(TimeSpan.Zero) ? 1 : 0;
                await context.ReplyAsync($"{sum} {nameof(Task<int>.Result)}");
            });
            """);

    [Fact]
    public async Task A_task_that_was_not_awaited_is_found_beside_one_that_was()
        => await AnalyzerTest.Statements<BlockingCallAnalyzer>("""
            bot.Command("start", async context =>
            {
                var one = Task.FromResult(1);
                var two = Task.FromResult(2);
                await one;
                await context.ReplyAsync($"{one.Result + {|TBSA001:two.Result|}}");
            });
            """);

    [Theory]
    [InlineData("context.ReplyAsync(\"a\").Wait()", "await context.ReplyAsync(\"a\")")]
    [InlineData("context.ReplyAsync(\"a\").GetAwaiter().GetResult()", "await context.ReplyAsync(\"a\")")]
    [InlineData("Thread.Sleep(1000)", "await Task.Delay(1000, context.CancellationToken)")]
    [InlineData("Task.WaitAll(Task.Delay(1), Task.Delay(2))", "await Task.WhenAll(Task.Delay(1), Task.Delay(2))")]
    [InlineData("gate.Wait()", "await gate.WaitAsync()")]
    [InlineData("gate.Wait(context.CancellationToken)", "await gate.WaitAsync(context.CancellationToken)")]
    [InlineData("System.Diagnostics.Process.Start(\"ffmpeg\").WaitForExit()", "await System.Diagnostics.Process.Start(\"ffmpeg\").WaitForExitAsync()")]
    public async Task The_mend_awaits(string call, string mended)
    {
        const string handler = """
            var gate = new SemaphoreSlim(1);
            bot.Command("start", async context =>
            {
                CALL;
                await context.ReplyAsync("b");
            });
            """;
        await AnalyzerTest.Mend<BlockingCallAnalyzer, BlockingCallFix>(
            handler.Replace("CALL", $"{{|TBSA001:{call}|}}", StringComparison.Ordinal), handler.Replace("CALL", mended, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_mend_of_a_result_keeps_what_is_done_with_it()
        => await AnalyzerTest.Mend<BlockingCallAnalyzer, BlockingCallFix>(
            """bot.Command("start", async context => await context.ReplyAsync({|TBSA001:File.ReadAllTextAsync("a").Result|}.Trim()));""",
            """bot.Command("start", async context => await context.ReplyAsync((await File.ReadAllTextAsync("a")).Trim()));""");

    [Fact]
    public async Task There_is_no_mend_in_a_function_that_cannot_await()
        => await AnalyzerTest.NoMend<BlockingCallAnalyzer, BlockingCallFix>(
            """bot.Command("start", context => context.ReplyAsync({|TBSA001:File.ReadAllTextAsync("a").Result|}));""");
}
