using System.Threading.Channels;
using Telegram.Bot;
using Telegram.Bot.Types;

namespace TelegramBotStack.Benchmarks.Bots;

/// <summary>
/// What one writes with Telegram.Bot alone to answer chats side by side and each in order. It confirms updates when it
/// fetches the next, so what it has in memory is lost with it.
/// </summary>
internal static class BareBot
{
    private const int MostInMemory = 1_000;

    public static async Task<int> RunAsync()
    {
        var client = new TelegramBotClient(new TelegramBotClientOptions(
            Environment.GetEnvironmentVariable("BOT_TOKEN")!, Environment.GetEnvironmentVariable("BOT_API_URL")));
        using var room = new SemaphoreSlim(MostInMemory);
        var lanes = new Dictionary<long, Channel<Message>>();
        var offset = 0;
        while (true)
        {
            foreach (var update in await client.GetUpdates(offset, limit: 100, timeout: 25))
            {
                offset = update.Id + 1;
                if (update.Message is { Text: not null } message)
                {
                    await room.WaitAsync();
                    Lane(message.Chat.Id).Writer.TryWrite(message);
                }
            }
        }

        Channel<Message> Lane(long chat)
        {
            if (!lanes.TryGetValue(chat, out var lane))
            {
                lanes[chat] = lane = Channel.CreateUnbounded<Message>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
                _ = HandleAsync(client, lane.Reader, room);
            }

            return lane;
        }
    }

    private static async Task HandleAsync(TelegramBotClient client, ChannelReader<Message> lane, SemaphoreSlim room)
    {
        await foreach (var message in lane.ReadAllAsync())
        {
            await client.SendMessage(message.Chat.Id, message.Text!);
            room.Release();
        }
    }
}
