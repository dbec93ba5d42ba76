using System.Text.Json;
using System.Text.Json.Serialization;

namespace TelegramBotStack.Simulator.Playground;

/// <summary>What the page is told. It never holds a token.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Snapshot))]
[JsonSerializable(typeof(MessageView))]
[JsonSerializable(typeof(DeletedView))]
[JsonSerializable(typeof(ActionView))]
[JsonSerializable(typeof(AnswerView))]
[JsonSerializable(typeof(CallView))]
[JsonSerializable(typeof(IReadOnlyList<FaultView>))]
[JsonSerializable(typeof(Pulse))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(bool))]
internal sealed partial class PlaygroundJson : JsonSerializerContext;

/// <summary>Everything a page shows when it is opened. What happens afterwards is told event by event.</summary>
internal sealed record Snapshot(
    BotLink Bot,
    IReadOnlyList<BotLink> Bots,
    string BaseUrl,
    IReadOnlyList<ChatView> Chats,
    IReadOnlyList<MessageView> Messages,
    IReadOnlyList<JsonElement> Updates,
    IReadOnlyList<CallView> Calls,
    IReadOnlyList<FaultView> Faults,
    IReadOnlyList<string> Methods,
    bool Limits,
    Pulse Pulse);

internal sealed record BotLink(long Id, string Username);

internal sealed record DeletedView(long ChatId, int MessageId);

internal sealed record ActionView(long ChatId, string Action);

internal sealed record AnswerView(string QueryId, long UserId, string? Text, bool ShowAlert, string? Url);

internal sealed record CallView(long Number, ApiCall Call);

/// <summary>Whether a bot is there to answer, told every two seconds.</summary>
internal sealed record Pulse(bool IsListening, bool HasWebhook, int Pending, long Conflicts)
{
    public static Pulse Of(SimulatedBot bot)
    {
        var statistics = bot.Statistics;
        var hasWebhook = bot.Webhook is not null;
        return new Pulse(statistics.OpenPolls > 0 || hasWebhook, hasWebhook, statistics.Pending, statistics.Conflicts);
    }
}
