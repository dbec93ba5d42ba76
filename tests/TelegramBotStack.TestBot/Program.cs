using Microsoft.Extensions.Configuration;
using TelegramBotStack;
using TelegramBotStack.TestBot;

var builder = BotApplication.CreateBuilder(args);
if (args.Contains("--watch") && Environment.GetEnvironmentVariable("TESTBOT_BEHAVIOUR") == "unwatchable")
{
    Console.Error.WriteLine("The test bot does not let itself be watched, as it was told to.");
    return 1;
}

if (args.Contains("--health") || args.Contains("--watch"))
{
    return await builder.Build().RunAsync();
}

switch (builder.Configuration["TESTBOT_BEHAVIOUR"] ?? "echo")
{
    case "echo" or "unwatchable":
        builder.UseBot<EchoBot>();
        break;
    case "foreign":
        return await ForeignBot.RunAsync(isBroken: false);
    case "foreign-broken":
        return await ForeignBot.RunAsync(isBroken: true);
    case "without-telegram":
        await Task.Delay(Timeout.Infinite);
        return 0;
    case "slow-handlers":
        builder.UseBot<SlowBot>();
        break;
    case "exit-at-once":
        return 1;
    case "crash-after-3s":
        builder.UseBot<CrashingBot>();
        break;
    case "timed":
        builder.UseBot<TimedBot>();
        break;
    case "obedient":
        builder.UseBot<ObedientBot>();
        break;
    case "order":
        return await OrderBot.RunAsync(builder);
    case "deadly":
        builder.UseBot<DeadlyBot>();
        break;
    case "hang-at-start":
        builder.UseBot<NeverConfiguredBot>();
        break;
    case "hang-after-start":
        builder.UseBot<NeverStartedBot>();
        break;
    case var other:
        Console.Error.WriteLine($"TESTBOT_BEHAVIOUR is '{other}', which this bot does not know.");
        return 78;
}

return await builder.Build().RunAsync();
