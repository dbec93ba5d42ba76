using System.Collections.Frozen;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using TelegramBotStack.Configuration;
using TelegramBotStack.Storage;

namespace TelegramBotStack.Admins;

/// <summary>The administrators that configuration and code name, checked.</summary>
internal sealed class AdminSetting
{
    /// <exception cref="BotConfigurationException">The setting is malformed, or who comes first would be forgotten.</exception>
    public AdminSetting(IConfiguration configuration, IOptions<AdminsOptions> options, StorageChoice storage)
    {
        Ids = options.Value.Ids.Concat(Parse(configuration[SettingNames.Admins])).ToFrozenSet();
        FirstComeIsAdmin = options.Value.FirstComeIsAdmin && Ids.Count == 0;
        if (FirstComeIsAdmin && storage.Chosen.Name == NamedStorage.Memory)
        {
            throw new BotConfigurationException(
                "admins-forgotten",
                "Whoever comes first is to be administrator, but the bot's storage is in memory: after each restart a stranger "
                + "could be it. Use a storage that lasts, or set BOT_ADMINS to your id at Telegram.");
        }
    }

    public FrozenSet<long> Ids { get; }

    public bool FirstComeIsAdmin { get; }

    private static IEnumerable<long> Parse(string? text)
        => (text ?? "").Split([',', ';', ' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(ParseId);

    private static long ParseId(string text)
        => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0
            ? id
            : throw new BotConfigurationException(
                "admins-malformed",
                $"BOT_ADMINS has '{text}'. It is a list of users' ids at Telegram, which are numbers, with commas between them: "
                + "123456789,987654321. The bot's command /my_id tells you yours.");
}
