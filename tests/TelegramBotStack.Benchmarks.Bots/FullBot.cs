using System.Diagnostics;
using TelegramBotStack.Web;

namespace TelegramBotStack.Benchmarks.Bots;

/// <summary>
/// An echo bot of this stack with every feature switched on, as a bot that has grown: users, admins and the menu of
/// commands, SQLite, sessions, conversations, buttons, limits, languages, schedules, metrics served and traces listened to.
/// </summary>
internal static class FullBot
{
    /// <summary>A limit that everything passes, and is counted against.</summary>
    private static readonly RateLimit Generous = new(10_000, TimeSpan.FromMilliseconds(100));

    /// <param name="args">The command line.</param>
    /// <param name="writes">Whether each message changes a session, which is a write to the storage.</param>
    public static async Task<int> RunAsync(string[] args, bool writes)
    {
        using var spans = ListenToTraces();
        await using var bot = BotApplication.CreateBuilder(args)
            .UseSqliteStorage()
            .UseUsers()
            .UseAdmins()
            .UseCommandMenu()
            .UseLocalization(texts => texts.AddEmbedded(typeof(FullBot).Assembly))
            .UseSessions<Visits>()
            .UseConversations()
            .UseRateLimit(Generous with { Scope = RateLimitScope.Global })
            .UseMetricsEndpoint(metrics => metrics.Port = 0)
            .Build();
        bot.Conversation("order", async talk => await talk.ReplyAsync(await talk.AskAsync("What would you like?")));
        bot.Command("order", context => context.EnterAsync("order"));
        bot.Callback("pressed", context => context.AnswerAsync());
        bot.Recurring("nightly", Recurrence.Cron("0 3 * * *"), _ => Task.CompletedTask);
        bot.Text(
            async context =>
            {
                if (writes)
                {
                    var visits = await context.SessionAsync<Visits>();
                    visits.Value.Count++;
                }

                await context.ReplyAsync(context.Localize("echo", ("text", context.Text)));
            },
            options => options.RateLimit(Generous));
        return await bot.RunAsync();
    }

    private static ActivityListener ListenToTraces()
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "TelegramBotStack",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    internal sealed class Visits
    {
        public int Count { get; set; }
    }
}
