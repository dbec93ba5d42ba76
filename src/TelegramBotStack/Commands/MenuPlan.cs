using TelegramBotStack.Admins;
using TelegramBotStack.Localization;
using TelegramBotStack.Users;

namespace TelegramBotStack.Commands;

/// <summary>Which menus there should be: one for everybody in each language, one for each chat of somebody who has a role.</summary>
internal sealed class MenuPlan(CommandList commands, Texts texts, StoredUsers? users = null, StoredRoles? roles = null)
{
    public async Task<IReadOnlyList<Menu>> MakeAsync(CancellationToken cancellationToken)
    {
        var menus = new List<Menu> { new(null, null, commands.For(texts.DefaultLanguage, _ => false)) };
        menus.AddRange(TelegramLanguages().Select(language => new Menu(null, language, commands.For(texts.Match(language), _ => false))));
        foreach (var id in roles?.Everyone() ?? [])
        {
            var user = users is null ? null : await users.FindAsync(id, cancellationToken).ConfigureAwait(false);
            menus.Add(new Menu(id, null, commands.For(texts.Match(user?.Language), role => roles!.Has(id, role))));
        }

        return menus;
    }

    /// <summary>Telegram knows languages of two letters, without variants (Bot API: setMyCommands, language_code).</summary>
    private IEnumerable<string> TelegramLanguages() => texts.Languages
        .Select(LanguageTag.WithoutVariant)
        .Where(language => language.Length == 2 && language != LanguageTag.WithoutVariant(texts.DefaultLanguage))
        .Distinct(StringComparer.Ordinal);
}
