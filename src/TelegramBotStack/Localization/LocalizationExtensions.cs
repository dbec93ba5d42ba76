using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using TelegramBotStack.Localization;

namespace TelegramBotStack;

/// <summary>A bot that speaks its users' languages; docs/languages.md.</summary>
public static class LocalizationExtensions
{
    /// <summary>
    /// Answers each user in a language of theirs: the one chosen with <c>/language</c>, else the one of their Telegram app.
    /// Texts are read from files <c>texts.&lt;language&gt;.json</c> beside the program or embedded in it. Brings
    /// <see cref="UsersExtensions.UseUsers"/> along, since the choice is kept with the user.
    /// </summary>
    /// <param name="builder">The bot that is being described.</param>
    /// <param name="configure">Says more. Default: nothing.</param>
    public static BotApplicationBuilder UseLocalization(this BotApplicationBuilder builder, Action<LocalizationOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Configure<LocalizationOptions>(options =>
        {
            options.IsUsed = true;
            configure?.Invoke(options);
        });
        return builder.AddModule(new LocalizationModule());
    }

    /// <summary>
    /// Adds the texts of a feature: <c>texts.*.json</c> embedded in its assembly. The bot's own texts with the same keys take
    /// their place. For modules.
    /// </summary>
    /// <param name="builder">The bot that is being described.</param>
    /// <param name="assembly">The assembly.</param>
    public static BotApplicationBuilder AddTexts(this BotApplicationBuilder builder, Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(assembly);
        builder.Services.AddSingleton(TextSource.Embedded(assembly, isBot: false));
        return builder;
    }

    extension(UpdateContext context)
    {
        /// <summary>The user's language, one of <see cref="ITexts.Languages"/>.</summary>
        public string Language => context.Features.Get<UserLanguage>() is { } known ? known.Tag : UserLanguage.Find(context).Tag;

        /// <summary>Answers the user in a language from now on, as the choice of <c>/language</c> does.</summary>
        /// <param name="language">One of <see cref="ITexts.Languages"/>.</param>
        /// <returns>False when the bot does not know the user, such as a member of a group who has never written to the bot itself.</returns>
        /// <exception cref="ArgumentException">The bot does not have the language.</exception>
        /// <exception cref="InvalidOperationException">The bot is without <see cref="UseLocalization"/>.</exception>
        public Task<bool> SetLanguageAsync(string language)
            => context.Services.GetRequiredService<LanguageCommand>().SetAsync(context, language);

        /// <summary>A text in the user's language.</summary>
        /// <param name="key">Name of the text.</param>
        /// <param name="arguments">Values for <c>{name}</c> in the text: <c>("name", user.FirstName)</c>. <c>count</c> chooses the plural form.</param>
        /// <returns>The text; what a language lacks is taken from another, see <see cref="ITexts.Localize"/>.</returns>
        public string Localize(string key, params (string Name, object? Value)[] arguments)
            => context.Services.GetRequiredService<ITexts>().Localize(context.Language, key, arguments);
    }
}
