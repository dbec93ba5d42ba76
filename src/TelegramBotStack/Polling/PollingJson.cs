using System.Text.Json;
using System.Text.Json.Serialization;
using Telegram.Bot.Types;

namespace TelegramBotStack.Polling;

/// <summary>What Telegram.Bot does not know of its own of a call of ours; needed where there is no reflection.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(UpdatesRequest))]
[JsonSerializable(typeof(ApiResponse<JsonElement[]>))]
internal sealed partial class PollingJson : JsonSerializerContext;
