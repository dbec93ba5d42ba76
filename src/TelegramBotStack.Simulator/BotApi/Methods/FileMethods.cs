using TelegramBotStack.Simulator.BotApi.Json;
using TelegramBotStack.Simulator.Chats;

namespace TelegramBotStack.Simulator.BotApi.Methods;

internal static class FileMethods
{
    // Bot API: getFile, sending files.
    private const int MaximumDownload = 20 * 1024 * 1024;
    private const int MaximumUpload = 50 * 1024 * 1024;
    private const int MaximumPhoto = 10 * 1024 * 1024;

    public static ApiAnswer SendDocument(ApiRequest request) => Send(request, "document", isPhoto: false);

    public static ApiAnswer SendPhoto(ApiRequest request) => Send(request, "photo", isPhoto: true);

    public static ApiAnswer GetFile(ApiRequest request)
    {
        var file = request.Bot.Conversations.Files.Find(request.Arguments["file_id"]) ?? throw ApiException.BadRequest("invalid file_id");
        return file.Content.Length > MaximumDownload
            ? throw ApiException.BadRequest("file is too big")
            : ApiAnswer.Ok(new ApiFile(file.FileId, ApiFile.UniqueIdOf(file), file.Content.Length) { FilePath = ChatFiles.PathOf(file) }, ApiJson.Default.ApiFile);
    }

    private static ApiAnswer Send(ApiRequest request, string argument, bool isPhoto)
    {
        var (caption, entities) = MessageText.ReadCaption(request.Arguments);
        var message = MessageMethods.Read(request, caption, entities);
        return MessageMethods.Send(request, message with { File = File(request, argument, isPhoto) });
    }

    private static ChatFile File(ApiRequest request, string argument, bool isPhoto)
    {
        if (request.Arguments.File(argument) is { } uploaded)
        {
            if (uploaded.Content.Length == 0)
            {
                throw ApiException.BadRequest("file must be non-empty");
            }

            return uploaded.Content.Length > (isPhoto ? MaximumPhoto : MaximumUpload)
                ? throw new ApiException(413, "Request Entity Too Large")
                : request.Bot.Conversations.Files.Add(isPhoto ? "" : uploaded.Name, uploaded.Content, isPhoto);
        }

        var id = request.Arguments[argument];
        return id.Length == 0
            ? throw ApiException.BadRequest($"there is no {argument} in the request")
            : request.Bot.Conversations.Files.Find(id) is { } known && known.IsPhoto == isPhoto
                ? known
                : throw ApiException.BadRequest("wrong file identifier/HTTP URL specified");
    }
}
