using TelegramBotStack;

/// <summary>Two switches and the language, kept for each user.</summary>
public static class SettingsMenu
{
    public static Menu Create()
    {
        var languages = new Menu("language", context => Task.FromResult(context.Localize("settings.language_text"))) { Columns = 2 };
        foreach (var (name, language) in new[] { ("English", "en"), ("Русский", "ru"), ("Español", "es"), ("Deutsch", "de") })
        {
            // A language is named in its own words, whatever the user's is.
            languages.Button(name, context => context.SetLanguageAsync(language));
        }

        return new Menu("settings", "settings.text") { IsLocalized = true }
            .Toggle(
                "settings.notifications",
                async context => (await ReadAsync(context)).Notifications,
                (context, on) => ChangeAsync(context, settings => settings with { Notifications = on }))
            .Toggle(
                "settings.dark_mode",
                async context => (await ReadAsync(context)).DarkMode,
                (context, on) => ChangeAsync(context, settings => settings with { DarkMode = on }))
            .Submenu("settings.language", languages);
    }

    private static async Task<Settings> ReadAsync(UpdateContext context)
        => await context.Storage.GetAsync<Settings>(KeyOf(context), context.CancellationToken) ?? new Settings();

    private static Task ChangeAsync(UpdateContext context, Func<Settings, Settings> change)
        => context.Storage.UpdateAsync<Settings>(KeyOf(context), settings => change(settings ?? new Settings()), context.CancellationToken);

    private static string KeyOf(UpdateContext context) => $"settings/{context.User!.Id}";
}

/// <summary>What a user has chosen.</summary>
public sealed record Settings(bool Notifications = true, bool DarkMode = false);
