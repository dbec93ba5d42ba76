using System.Text.Json;
using System.Text.Json.Serialization;

namespace TelegramBotStack.Watching;

/// <summary>How a bot is, as its owner is told. docs/monitoring.md says what each means.</summary>
[JsonConverter(typeof(BotConditionConverter))]
internal enum BotCondition
{
    Ok,
    TokenRefused,
    Conflict,
    CrashLooping,
    Silent,
    DiskNearlyFull,
    ClockSkew,
    Failing,

    /// <summary>Between two states on purpose, such as in a handover: neither good nor bad.</summary>
    Unclear,
}

/// <summary>What the watcher makes of what it sees at one moment.</summary>
internal sealed record Diagnosis(BotCondition Condition, string Reason)
{
    public static string NameOf(BotCondition condition) => JsonNamingPolicy.KebabCaseLower.ConvertName(condition.ToString());
}

internal sealed class BotConditionConverter() : JsonStringEnumConverter<BotCondition>(JsonNamingPolicy.KebabCaseLower);
