using TelegramBotStack;

await using var bot = Bot.Create(args);
return await bot.RunAsync();

/// <summary>What the bot does. Its tests start the same bot against a simulated Telegram.</summary>
public static class Bot
{
    public static BotApplication Create(string[] args)
    {
        var bot = BotApplication.CreateBuilder(args).Use{{ storage }}Storage().UseLocalization().Build();
        var settings = SettingsMenu.Create();
        var items = ItemsMenu.Create();
        // Texts, labels and questions are keys in texts.*.json.
        var main = new Menu("main", "main.text") { IsLocalized = true }
            .Submenu("main.items", items)
            .Submenu("main.settings", settings)
            .Button("main.about", context => context.AnswerAsync(context.Localize("about"), alert: true))
            .Button("main.close", context => context.CloseMenuAsync(context.Localize("bye")));

        bot.Menu(main);
        bot.Command("start", context => context.ShowMenuAsync(main));
        bot.Command("menu", context => context.ShowMenuAsync(main), options => options.DescribeLocalized("commands.menu"));
        bot.Command("settings", context => context.ShowMenuAsync(settings), options => options.DescribeLocalized("commands.settings"));
        bot.Command("items", context => context.ShowMenuAsync(items), options => options.DescribeLocalized("commands.items"));

        return bot;
    }
}
