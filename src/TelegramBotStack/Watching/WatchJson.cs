using System.Text.Json.Serialization;
using TelegramBotStack.Status;

namespace TelegramBotStack.Watching;

/// <summary>What the watcher reads and writes as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(UtcTimeConverter)])]
[JsonSerializable(typeof(WatcherState))]
[JsonSerializable(typeof(Alert))]
[JsonSerializable(typeof(ChatMessage))]
[JsonSerializable(typeof(WebhookInfoAnswer))]
[JsonSerializable(typeof(RefusedAnswer))]
internal sealed partial class WatchJson : JsonSerializerContext;

/// <summary>Bot API: sendMessage.</summary>
internal sealed record ChatMessage([property: JsonPropertyName("chat_id")] long ChatId, string Text);

/// <summary>The answer to getWebhookInfo.</summary>
internal sealed record WebhookInfoAnswer(WebhookInfo? Result);

internal sealed record WebhookInfo(string? Url, [property: JsonPropertyName("pending_update_count")] int PendingUpdateCount);

/// <summary>The answer to a request that Telegram refuses.</summary>
internal sealed record RefusedAnswer(RefusalParameters? Parameters);

internal sealed record RefusalParameters([property: JsonPropertyName("retry_after")] int? RetryAfter);
