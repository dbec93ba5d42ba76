using TelegramBotStack;

/// <summary>What users can switch.</summary>
public static class Settings
{
    public static void AddTo(BotApplication bot)
    {
        var menu = new Menu("settings", "settings.text") { IsLocalized = true }
            .Toggle("settings.digest", DailyDigest.IsOnAsync, (context, on) => on ? DailyDigest.TurnOnAsync(context) : DailyDigest.TurnOffAsync(context))
            .Button("settings.close", context => context.CloseMenuAsync());
        bot.Menu(menu);
        bot.Command("settings", context => context.ShowMenuAsync(menu), options => options.DescribeLocalized("commands.settings"));
    }
}
