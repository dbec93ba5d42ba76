using Microsoft.Extensions.DependencyInjection;
using TelegramBotStack;

/// <summary>Counts messages, by user and by command.</summary>
public static class Statistics
{
    private const string ByCommand = "statistics/command/";
    private const string ByUser = "statistics/user/";
    private const string Text = "text";

    /// <summary>A step that every update passes on its way to its handler.</summary>
    public static async Task CountAsync(UpdateContext context, Func<Task> next)
    {
        // An update that is delivered again was counted when it came first.
        if (context.Update.Message is not null && context.User is { } user && !context.IsRedelivery)
        {
            await IncrementAsync(context, $"{ByUser}{user.Id}");
            await IncrementAsync(context, $"{ByCommand}{Name(context)}");
        }

        await next();
    }

    public static async Task ShowOwnAsync(UpdateContext context)
        => await context.ReplyAsync($"You have sent me {await ReadAsync(context, $"{ByUser}{context.User!.Id}")} messages.");

    public static async Task ShowAllAsync(UpdateContext context)
    {
        var users = await context.Services.GetRequiredService<IUsers>().ListAsync(context.CancellationToken).ToListAsync(context.CancellationToken);
        var counts = new List<(string Name, int Count)>();
        await foreach (var key in context.Storage.EnumerateAsync(ByCommand, cancellationToken: context.CancellationToken))
        {
            counts.Add((key[ByCommand.Length..], await ReadAsync(context, key)));
        }

        var lines = counts.OrderByDescending(one => one.Count).ThenBy(one => one.Name, StringComparer.Ordinal).Select(one => $"{one.Name}: {one.Count}");
        await context.ReplyAsync($"""
            Users: {users.Count}, {users.Count(user => user.BlockedAt is not null)} of them have blocked me
            Messages: {counts.Sum(one => one.Count)}
            {string.Join('\n', lines)}
            """);
    }

    // Commands that the bot does not have are counted as one, so that nobody fills the storage with names.
    private static string Name(UpdateContext context) => context.Command switch
    {
        null => Text,
        var command when context.Services.GetRequiredService<BotHandlers>().Commands.Any(known => known.Name == command) => $"/{command}",
        _ => "unknown command",
    };

    private static Task IncrementAsync(UpdateContext context, string key)
        => context.Storage.UpdateAsync<int>(key, count => count + 1, context.CancellationToken);

    private static Task<int> ReadAsync(UpdateContext context, string key) => context.Storage.GetAsync<int>(key, context.CancellationToken);
}
