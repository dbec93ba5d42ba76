using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http;
using TelegramBotStack.Simulator.BotApi;

namespace TelegramBotStack.Simulator.Playground;

/// <summary>
/// The page's Server-Sent Events: first everything there is, then each change. A page that comes back after a lost
/// connection begins anew, so it never misses anything.
/// </summary>
internal static class EventStream
{
    private const int MessagesPerChat = 200;
    private const int Calls = 200;
    private static readonly TimeSpan PulseEvery = TimeSpan.FromSeconds(2);

    public static async Task RunAsync(TelegramSimulator telegram, SimulatedBot bot, HttpContext context)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, telegram.Stopping);
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        var (listener, snapshot) = Open(telegram, bot);
        using (listener)
        {
            // Real time: a page lives in it, whatever clock the simulated server has.
            await using var pulse = TimeProvider.System.CreateTimer(
                _ => listener.Hear(FeedEvent.Of("pulse", Pulse.Of(bot), PlaygroundJson.Default.Pulse)), null, PulseEvery, PulseEvery);
            try
            {
                await WriteAsync(context, FeedEvent.Of("snapshot", snapshot, PlaygroundJson.Default.Snapshot), ended.Token).ConfigureAwait(false);
                await foreach (var told in listener.Events.ReadAllAsync(ended.Token).ConfigureAwait(false))
                {
                    await WriteAsync(context, told, ended.Token).ConfigureAwait(false);
                }
            }
            catch (OperationCanceledException) when (ended.IsCancellationRequested)
            {
                // The page was closed, or the simulator ends.
                return;
            }
        }
    }

    /// <summary>Takes the snapshot and begins to listen at the same instant.</summary>
    private static (FeedListener Listener, Snapshot Snapshot) Open(TelegramSimulator telegram, SimulatedBot bot)
    {
        lock (bot.Gate)
        {
            var listener = bot.Feed.Listen();
            var (calls, answered) = bot.Log.Newest(Calls);
            var chats = bot.Conversations.All.ToArray();
            return (listener, new Snapshot(
                new BotLink(bot.Id, bot.Username),
                [.. telegram.Bots.Select(one => new BotLink(one.Id, one.Username)).OrderBy(one => one.Id != telegram.Bot.Id)],
                telegram.BaseUrl,
                [.. chats.Select(ChatView.Of)],
                [.. chats.SelectMany(chat => chat.Messages.TakeLast(MessagesPerChat)).Select(MessageView.Of)],
                bot.Feed.Updates,
                [.. calls.Select((call, index) => new CallView(answered - calls.Count + index + 1, call))],
                bot.Faults.InForce,
                ApiMethods.Names,
                bot.FloodLimits is not null,
                Pulse.Of(bot)));
        }
    }

    private static async Task WriteAsync(HttpContext context, FeedEvent told, CancellationToken cancellationToken)
    {
        var body = context.Response.BodyWriter;
        body.Write(Encoding.UTF8.GetBytes($"event: {told.Name}\ndata: "));
        body.Write(told.Json.Span);
        body.Write("\n\n"u8);
        await body.FlushAsync(cancellationToken).ConfigureAwait(false);
    }
}
