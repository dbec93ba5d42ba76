using System.Text.Json.Serialization;
using Telegram.Bot.Types;

namespace TelegramBotStack;

/// <summary>What the bot remembers of a user.</summary>
public sealed record BotUser
{
    /// <summary>The user's id at Telegram, which is also that of the private chat.</summary>
    public required long Id { get; init; }

    /// <summary>As Telegram last told it.</summary>
    public required string FirstName { get; init; }

    /// <summary>As Telegram last told it; null if the user has none.</summary>
    public string? LastName { get; init; }

    /// <summary>Without <c>@</c>, as Telegram last told it; null if the user has none.</summary>
    public string? Username { get; init; }

    /// <summary>IETF language tag of the user's app, as Telegram last told it; null if it did not.</summary>
    public string? LanguageCode { get; init; }

    /// <summary>The language chosen with <c>/language</c>; null if none was.</summary>
    public string? ChosenLanguage { get; init; }

    /// <summary>When the user first wrote to the bot, UTC.</summary>
    public required DateTimeOffset FirstSeenAt { get; init; }

    /// <summary>When the user was last seen, UTC; not more exact than <see cref="UsersOptions.LastSeenPrecision"/>.</summary>
    public required DateTimeOffset LastSeenAt { get; init; }

    /// <summary>Since when the bot cannot write to the user, who has blocked it or is gone; null if it can.</summary>
    public DateTimeOffset? BlockedAt { get; init; }

    /// <summary>The chosen language, else that of the app.</summary>
    [JsonIgnore]
    public string? Language => ChosenLanguage ?? LanguageCode;

    /// <summary>First and last name, and the username if there is one: <c>Ada Lovelace (@ada)</c>.</summary>
    [JsonIgnore]
    public string DisplayName
    {
        get
        {
            var name = LastName is null ? FirstName : $"{FirstName} {LastName}";
            return Username is null ? name : $"{name} (@{Username})";
        }
    }

    /// <summary>The update that registered the user: when it is delivered again, the bot is told again.</summary>
    [JsonInclude]
    internal int? RegisteredBy { get; init; }

    internal bool IsCurrent(User user) => FirstName == user.FirstName && LastName == user.LastName && Username == user.Username
        && (user.LanguageCode is null || LanguageCode == user.LanguageCode);

    internal BotUser With(User user, DateTimeOffset now) => this with
    {
        FirstName = user.FirstName,
        LastName = user.LastName,
        Username = user.Username,
        LanguageCode = user.LanguageCode ?? LanguageCode,
        LastSeenAt = now > LastSeenAt ? now : LastSeenAt,
    };
}
