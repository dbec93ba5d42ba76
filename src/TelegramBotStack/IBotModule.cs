namespace TelegramBotStack;

/// <summary>
/// A feature that can be put into any bot, such as one from a package: services, middleware, commands. Added by
/// <see cref="BotApplicationBuilder.AddModule"/>. A package offers an extension method of
/// <see cref="BotApplicationBuilder"/> that does this, named for the feature.
/// </summary>
public interface IBotModule
{
    /// <summary>Adds services and settings. Called once, when the module is added.</summary>
    /// <param name="builder">The bot that is being described.</param>
    void Configure(BotApplicationBuilder builder)
    {
    }

    /// <summary>
    /// Adds handlers and middleware. Called once, when the bot is built: before the bot adds its own, and in the order
    /// in which modules were added. Commands are added with <see cref="BotHandlers.DefaultCommand"/>, so that a bot can
    /// have its own in their place.
    /// </summary>
    /// <param name="handlers">Where to add them.</param>
    void ConfigureHandlers(BotHandlers handlers)
    {
    }
}
