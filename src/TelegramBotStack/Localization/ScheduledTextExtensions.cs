using Microsoft.Extensions.DependencyInjection;

namespace TelegramBotStack;

/// <summary>Texts for scheduled work, in the language of whoever asked for it.</summary>
public static class ScheduledTextExtensions
{
    extension(ScheduledContext context)
    {
        /// <summary>The language of whoever asked for this, one of <see cref="ITexts.Languages"/>.</summary>
        public async Task<string> GetLanguageAsync()
        {
            var user = context.UserId is { } id && context.Services.GetService<IUsers>() is { } users
                ? await users.FindAsync(id, context.CancellationToken).ConfigureAwait(false)
                : null;
            return context.Services.GetRequiredService<ITexts>().Match(user?.Language);
        }

        /// <summary>A text in the language of whoever asked for this.</summary>
        /// <param name="key">Name of the text.</param>
        /// <param name="arguments">Values for <c>{name}</c> in the text. <c>count</c> chooses the plural form.</param>
        public async Task<string> LocalizeAsync(string key, params (string Name, object? Value)[] arguments)
            => context.Services.GetRequiredService<ITexts>().Localize(await context.GetLanguageAsync().ConfigureAwait(false), key, arguments);
    }
}
