using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using TelegramBotStack;
using TelegramBotStack.StorageWriter;

if (args.Contains("--several=yes"))
{
    return await SeveralInstancesBot.RunAsync(args);
}

// Says on its output what has been acknowledged: the number of the round after each write of it.
await using var bot = BotApplication.CreateBuilder(args).UseSqliteStorage().UseJsonStorage().Build();
if (args.Contains("--storage-migrate"))
{
    return await bot.RunAsync();
}

var storage = bot.Services.GetRequiredService<IStorage>();
for (var round = await storage.GetAsync<long>("last") + 1; ; round++)
{
    var text = new string((char)('a' + (round % 26)), 5000);
    await storage.SetAsync("single/" + (round % 20).ToString(CultureInfo.InvariantCulture), $"{round} {text}");
    await storage.WriteAsync(new StorageBatch()
        .Set("left", round)
        .Set("right", round)
        .Set("expiring/" + (round % 7).ToString(CultureInfo.InvariantCulture), round, TimeSpan.FromDays(1))
        .Delete("expiring/" + ((round + 3) % 7).ToString(CultureInfo.InvariantCulture)));
    await storage.UpdateAsync<long>("count", count => count + 1);
    await storage.SetAsync("last", round);
    Console.WriteLine(round.ToString(CultureInfo.InvariantCulture));
}
