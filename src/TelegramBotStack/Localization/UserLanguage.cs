using Microsoft.Extensions.DependencyInjection;

namespace TelegramBotStack.Localization;

/// <summary>The language found for an update, kept with it.</summary>
internal sealed record UserLanguage(string Tag)
{
    public static UserLanguage Find(UpdateContext context)
    {
        var texts = context.Services.GetRequiredService<ITexts>();
        var language = new UserLanguage(texts.Match(context.Person?.ChosenLanguage ?? context.User?.LanguageCode));
        context.Features.Set(language);
        return language;
    }

    /// <summary>From now on this update is answered in the language.</summary>
    public static void Set(UpdateContext context, string tag) => context.Features.Set(new UserLanguage(tag));
}
