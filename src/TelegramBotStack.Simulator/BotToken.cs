using System.Globalization;
using System.Security.Cryptography;

namespace TelegramBotStack.Simulator;

/// <summary>Tokens of the real shape: the bot's id, a colon, 35 characters.</summary>
internal static class BotToken
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";

    public static string Create(long? botId = null)
    {
        var id = botId ?? RandomNumberGenerator.GetInt32(1_000_000_000, int.MaxValue);
        return id.ToString(CultureInfo.InvariantCulture) + ":AA" + RandomNumberGenerator.GetString(Alphabet, 33);
    }

    /// <summary>The bot's id, or null when the server would call the token invalid (ClientManager::send).</summary>
    public static long? IdOf(string token)
    {
        var colon = token.IndexOf(':', StringComparison.Ordinal);
        return token.Length <= 80
            && colon > 0
            && token[0] != '0'
            && long.TryParse(token.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && id < 1L << 54
                ? id
                : null;
    }
}
