using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Telegram.Bot;
using Telegram.Bot.Requests;

namespace TelegramBotStack.TestBot;

/// <summary>
/// Takes an order in a conversation, and kills itself at the <c>TESTBOT_KILL_AT</c>-th of the moments at which that may be bad:
/// before and after each call of Telegram, and between all steps.
/// </summary>
internal static class OrderBot
{
    private static int _moments;

    public static async Task<int> RunAsync(BotApplicationBuilder builder)
    {
        var killAt = builder.Configuration.GetValue("TESTBOT_KILL_AT", 0);
        var orders = Path.Combine(builder.Configuration["BOTSTACK_DATA"]!, "orders");
        var bot = builder.UseConversations().Build();
        bot.Command("ping", context => context.ReplyAsync("pong"));
        bot.Command("order", context => context.EnterAsync("order"));
        bot.Conversation("order", TakeOrderAsync, options => options.RepeatLostQuestionAfter = TimeSpan.FromSeconds(5));
        var client = (ITelegramBotClient)bot.Services.GetService(typeof(ITelegramBotClient))!;
        client.OnMakingApiRequest += (_, call, _) => MomentOf(call.Request);
        client.OnApiResponseReceived += (_, call, _) => MomentOf(call.ApiRequestEventArgs.Request);
        return await bot.RunAsync();

        async Task TakeOrderAsync(Conversation talk)
        {
            Moment();
            var name = await talk.AskAsync("name?");
            Moment();
            var count = await talk.AskAsync<int>("count?");
            Moment();
            if (await talk.ConfirmAsync("sure?"))
            {
                Moment();
                await talk.OnceAsync(() => WriteAsync(talk.StepKey, $"{count} for {name}"));
                Moment();
                await talk.ReplyAsync("done");
            }

            Moment();
        }

        // Recognises that it is asked a second time, as whoever takes orders should.
        async Task WriteAsync(string key, string order)
        {
            Moment();
            if (!File.Exists(orders) || !(await File.ReadAllTextAsync(orders)).Contains(key, StringComparison.Ordinal))
            {
                await File.AppendAllTextAsync(orders, $"{key}: {order}\n");
            }

            Moment();
        }

        ValueTask MomentOf(object request)
        {
            if (request is SendMessageRequest { Text: not "pong" } or EditMessageReplyMarkupRequest or AnswerCallbackQueryRequest)
            {
                Moment();
            }

            return ValueTask.CompletedTask;
        }

        void Moment()
        {
            if (Interlocked.Increment(ref _moments) == killAt)
            {
                Process.GetCurrentProcess().Kill();
                Thread.Sleep(Timeout.Infinite);
            }
        }
    }
}
