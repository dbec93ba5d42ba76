using Microsoft.Extensions.DependencyInjection;

namespace TelegramBotStack.Localization;

internal static class LocalizationRegistration
{
    public static void AddLocalizedTexts(this IServiceCollection services) => services
        .AddOptions()
        .AddSingleton<Texts>()
        .AddSingleton<ITexts>(provider => provider.GetRequiredService<Texts>());
}
