using System.Text.Json.Serialization;

namespace TelegramBotStack;

/// <summary>Something that has happened to a role.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="UserId">Whose role, as the id at Telegram.</param>
/// <param name="Role">The role.</param>
/// <param name="IsGranted">True when it was given, false when it was taken.</param>
/// <param name="By">Who did it, as the id at Telegram; null when it was the bot itself.</param>
public sealed record RoleChange(DateTimeOffset At, long UserId, string Role, bool IsGranted, long? By)
{
    /// <summary>The update it was done for: when that is delivered again, it is not refused as done already.</summary>
    [JsonInclude]
    internal int? Update { get; init; }
}
