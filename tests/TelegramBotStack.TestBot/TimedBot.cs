using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace TelegramBotStack.TestBot;

/// <summary>
/// "remind 40" schedules so many reminders for now, "broadcast" sends to the chats of <c>TESTBOT_CHATS</c>, "left" tells
/// what is still to be done, and anything else is echoed.
/// </summary>
internal sealed class TimedBot(IConfiguration configuration) : BotBase
{
    protected override void ConfigureHandlers(BotHandlers handlers) => handlers
        .Schedule<int>("remind", context => context.SendAsync($"reminder {context.Payload}"))
        .Text(HandleAsync);

    private async Task HandleAsync(UpdateContext context)
    {
        switch (context.Text!.Split(' '))
        {
            case ["remind", var count]:
                for (var number = 0; number < int.Parse(count, CultureInfo.InvariantCulture); number++)
                {
                    await context.ScheduleAsync("remind", TimeSpan.Zero, number);
                }

                break;
            case ["broadcast"]:
                var chats = configuration["TESTBOT_CHATS"]!.Split(',').Select(chat => long.Parse(chat, CultureInfo.InvariantCulture));
                await context.BroadcastAsync(BroadcastMessage.OfText("news"), chats.ToAsyncEnumerable());
                break;
            case ["left"]:
                var left = await context.Schedules.ListAsync(cancellationToken: context.CancellationToken);
                await context.ReplyAsync($"left {left.Count}");
                break;
            case ["!"]:
                break;
            default:
                await context.ReplyAsync(context.Text!);
                break;
        }
    }
}
