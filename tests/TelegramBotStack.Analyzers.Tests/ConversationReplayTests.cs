namespace TelegramBotStack.Analyzers.Tests;

public class ConversationReplayTests
{
    [Fact]
    public async Task Time_chance_and_calls_outside_of_the_steps_are_found()
        => await AnalyzerTest.Statements<ConversationReplayAnalyzer>("""
            bot.Conversation("order", async talk =>
            {
                if ({|TBSA009:DateTime.Now|}.Hour > 20 || {|TBSA009:DateTimeOffset.UtcNow|}.Hour > 20)
                {
                    var number = {|TBSA009:Random.Shared|}.Next();
                    var id = {|TBSA009:Guid.NewGuid()|};
                    await talk.ReplyAsync($"Closed. {number} {id}");
                }

                await {|TBSA009:talk.Bot|}.SendMessage(talk.ChatId, "Twice");
            });
            """);

    [Fact]
    public async Task Nothing_is_found_in_steps_and_outside_of_conversations()
        => await AnalyzerTest.Statements<ConversationReplayAnalyzer>("""
            bot.Conversation("order", async talk =>
            {
                var id = await talk.OnceAsync(() => Task.FromResult(Guid.NewGuid()));
                await talk.OnceAsync(async () =>
                {
                    await talk.Bot.SendMessage(talk.ChatId, $"{id} {DateTime.UtcNow}");
                });
                await talk.ReplyAsync($"{talk.Now()} {talk.Random(1, 7)}");
                await talk.ReplyAsync($"Sent once, at {DateTime.UtcNow}.");
            });
            bot.Command("start", context => context.ReplyAsync($"{DateTime.UtcNow} {Guid.NewGuid()}"));
            """);
}
