using System.Text.RegularExpressions;

namespace TelegramBotStack.Configuration;

/// <summary>A bot's token. Its text is only in <see cref="Value"/>, never in <see cref="ToString"/>.</summary>
internal sealed partial class BotToken
{
    private BotToken(string value) => Value = value;

    public string Value { get; }

    public string Secret => Value[(Value.IndexOf(':', StringComparison.Ordinal) + 1)..];

    /// <exception cref="BotConfigurationException">There is none, or it is malformed.</exception>
    public static BotToken Parse(string? text)
    {
        text = text?.Trim();
        if (string.IsNullOrEmpty(text))
        {
            throw new BotConfigurationException(
                "token-missing",
                "The bot has no token: BOT_TOKEN is not set. @BotFather gives you one; put it into the environment "
                + "variable BOT_TOKEN, the user secret BOT_TOKEN or the file /run/secrets/BOT_TOKEN.");
        }

        return Pattern().IsMatch(text) && text.Length <= 80
            ? new BotToken(text)
            : throw new BotConfigurationException(
                "token-malformed",
                "The value of BOT_TOKEN is no token: one looks like 123456789:AAH…, a number, a colon and about 35 "
                + "letters, digits, - and _. Copy it from @BotFather again.");
    }

    public override string ToString() => Value[..^Secret.Length] + SecretMask.Replacement;

    // The server calls a token invalid that starts with 0, has no colon or over 80 characters (ClientManager::send).
    [GeneratedRegex(@"\A[1-9][0-9]{0,17}:[A-Za-z0-9_-]+\z")]
    private static partial Regex Pattern();
}
