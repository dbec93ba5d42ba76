using Microsoft.Extensions.Configuration;

namespace TelegramBotStack.StorageWriter;

/// <summary>
/// Replies with the same text, counts in the storage what it has replied to, and writes down what it was told is a redelivery.
/// Shares a lease with its like: <c>SEVERAL_LEASE</c> says where, <c>SEVERAL_DURATION</c> for how many seconds.
/// </summary>
internal static class SeveralInstancesBot
{
    private static readonly Lock Gate = new();

    public static Task<int> RunAsync(string[] arguments)
    {
        var builder = BotApplication.CreateBuilder(arguments);
        var settings = builder.Configuration;
        void Configure(SharedLeaseOptions options) => options.Duration = TimeSpan.FromSeconds(settings.GetValue("SEVERAL_DURATION", 15));
        _ = settings["SEVERAL_LEASE"] == "redis"
            ? builder.UseRedisStorage().UseRedisLease(Configure)
            : builder.UsePostgresStorage().UsePostgresLease(Configure);
        var bot = builder.Build();
        bot.Text(async context =>
        {
            if (context.IsRedelivery)
            {
                lock (Gate)
                {
                    File.AppendAllText(settings["SEVERAL_REDELIVERIES"]!, context.Text + "\n");
                }
            }

            // Long enough that whatever happens to the process meets some.
            await Task.Delay(TimeSpan.FromMilliseconds(50), context.CancellationToken);
            await context.ReplyAsync(context.Text!);
            await context.Storage.UpdateAsync<long>("replied", count => count + 1, context.CancellationToken);
        });
        return bot.RunAsync();
    }
}
