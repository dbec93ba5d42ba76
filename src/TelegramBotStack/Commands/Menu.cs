using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Telegram.Bot.Types;

namespace TelegramBotStack.Commands;

/// <summary>A menu of commands, and for whom it is.</summary>
/// <param name="Chat">The chat it is for; null for all that have none of their own.</param>
/// <param name="Language">Two letters, for users whose app speaks it; null for all others.</param>
/// <param name="Commands">What is in it.</param>
internal sealed record Menu(long? Chat, string? Language, IReadOnlyList<BotCommand> Commands)
{
    public string Key => MenuKey.Of(Chat, Language);

    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', Commands.Select(command => $"{command.Command}\t{command.Description}")))))[..16];
}

/// <summary>Names of menus in the storage: <c>default</c>, <c>default/ru</c>, <c>chat/700000001</c>.</summary>
internal static class MenuKey
{
    private const string ChatPrefix = "chat/";

    public static string Of(long? chat, string? language)
        => chat is null ? (language is null ? "default" : $"default/{language}") : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{ChatPrefix}{chat}");

    public static (long? Chat, string? Language) Parse(string key)
        => key.StartsWith(ChatPrefix, StringComparison.Ordinal)
            ? (long.Parse(key[ChatPrefix.Length..], System.Globalization.CultureInfo.InvariantCulture), null)
            : (null, key.Split('/') is [_, var language] ? language : null);
}

/// <summary>What Telegram was last told: the hash of each menu, by its key.</summary>
internal sealed record PublishedMenus(Dictionary<string, string> Hashes);

[JsonSerializable(typeof(PublishedMenus))]
internal sealed partial class CommandMenuJson : JsonSerializerContext;
