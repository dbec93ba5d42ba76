using System.Text.Json;
using System.Text.Json.Serialization;

namespace TelegramBotStack.Simulator.BotApi.Json;

/// <summary>The Bot API's spelling of the objects: snake_case, absent instead of null.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(ApiUser))]
[JsonSerializable(typeof(ApiMessage))]
[JsonSerializable(typeof(ApiUpdate))]
[JsonSerializable(typeof(ApiFile))]
[JsonSerializable(typeof(ApiWebhookInfo))]
[JsonSerializable(typeof(IReadOnlyList<BotCommand>))]
[JsonSerializable(typeof(List<TextEntity>))]
internal sealed partial class ApiJson : JsonSerializerContext;

internal sealed record ApiUser(long Id, bool IsBot, string FirstName, string? LastName, string? Username)
{
    public string? LanguageCode { get; init; }

    public bool? CanJoinGroups { get; init; }

    public bool? CanReadAllGroupMessages { get; init; }

    public bool? SupportsInlineQueries { get; init; }

    public bool? CanConnectToBusiness { get; init; }

    public bool? HasMainWebApp { get; init; }
}

internal sealed record ApiChat(long Id, string Type)
{
    public string? Title { get; init; }

    public string? Username { get; init; }

    public string? FirstName { get; init; }
}

internal sealed record ApiMessage(int MessageId, ApiUser? From, ApiChat Chat, long Date)
{
    public long? EditDate { get; init; }

    public ApiMessage? ReplyToMessage { get; init; }

    public string? Text { get; init; }

    public IReadOnlyList<TextEntity>? Entities { get; init; }

    public string? Caption { get; init; }

    public IReadOnlyList<TextEntity>? CaptionEntities { get; init; }

    public ApiFile? Document { get; init; }

    public IReadOnlyList<ApiFile>? Photo { get; init; }

    public JsonElement? ReplyMarkup { get; init; }
}

/// <summary>Document, PhotoSize and File of the Bot API in one: what each has not is absent.</summary>
internal sealed record ApiFile(string FileId, string FileUniqueId, long FileSize)
{
    public string? FileName { get; init; }

    public int? Width { get; init; }

    public int? Height { get; init; }

    public string? FilePath { get; init; }

    public static string UniqueIdOf(ChatFile file) => "AgAD" + file.FileId[^12..];

    public static ApiFile Document(ChatFile file) => new(file.FileId, UniqueIdOf(file), file.Content.Length) { FileName = file.Name };

    // Nothing here looks at pictures: each has the size of a thumbnail.
    public static ApiFile Photo(ChatFile file) => new(file.FileId, UniqueIdOf(file), file.Content.Length) { Width = 90, Height = 90 };
}

internal sealed record ApiUpdate(int UpdateId)
{
    public ApiMessage? Message { get; init; }

    public ApiMessage? EditedMessage { get; init; }

    public ApiCallbackQuery? CallbackQuery { get; init; }

    public ApiChatMemberUpdated? MyChatMember { get; init; }

    /// <summary>The chat, or for a press the user: a webhook gets the updates of one of them one after the other.</summary>
    [JsonIgnore]
    public long QueueKey => (Message ?? EditedMessage)?.Chat.Id ?? CallbackQuery?.From.Id ?? MyChatMember?.Chat.Id ?? UpdateId;
}

internal sealed record ApiCallbackQuery(string Id, ApiUser From, ApiMessage Message, string ChatInstance, string? Data);

internal sealed record ApiChatMemberUpdated(
    ApiChat Chat,
    ApiUser From,
    long Date,
    ApiChatMember OldChatMember,
    ApiChatMember NewChatMember);

internal sealed record ApiChatMember(string Status, ApiUser User)
{
    public long? UntilDate { get; init; }
}

internal sealed record ApiWebhookInfo(string Url, bool HasCustomCertificate, int PendingUpdateCount)
{
    public long? LastErrorDate { get; init; }

    public string? LastErrorMessage { get; init; }

    public int? MaxConnections { get; init; }

    public string? IpAddress { get; init; }

    public JsonElement? AllowedUpdates { get; init; }
}
