using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using TelegramBotStack.Simulator.Playground;

namespace TelegramBotStack.Simulator.Control;

/// <summary>What users do in chats beside writing and pressing, and what a chat shows of itself.</summary>
internal static class ChatControl
{
    public static async Task EditAsync(ControlRequest request)
    {
        var given = await request.ReadAsync(ControlJson.Default.NewEdit).ConfigureAwait(false);
        var message = MessageIn(request.FindGroup(given.Group) ?? request.Chat, given.MessageId);
        var edited = await request.User.Edit(message, given.Text).ConfigureAwait(false);
        await request.AnswerAsync(edited, ControlJson.Default.ChatMessage).ConfigureAwait(false);
    }

    public static async Task SendDocumentAsync(ControlRequest request)
    {
        var content = await request.ReadBytesAsync().ConfigureAwait(false);
        var message = await request.User.SendDocument(request.Text("name"), content, request.Text("caption"), request.Group).ConfigureAwait(false);
        await request.AnswerAsync(message, ControlJson.Default.ChatMessage).ConfigureAwait(false);
    }

    public static async Task SendPhotoAsync(ControlRequest request)
    {
        var content = await request.ReadBytesAsync().ConfigureAwait(false);
        var message = await request.User.SendPhoto(content, request.Text("caption"), request.Group).ConfigureAwait(false);
        await request.AnswerAsync(message, ControlJson.Default.ChatMessage).ConfigureAwait(false);
    }

    /// <summary>The menu that a user sees in the private chat, or in a group.</summary>
    public static Task CommandsAsync(ControlRequest request)
        => request.AnswerAsync(
            request.Group is { } group ? group.CommandsFor(request.User) : request.User.Commands,
            ControlJson.Default.IReadOnlyListBotCommand);

    /// <summary>A picture that a browser can show, or bytes to save: never anything that a browser would run.</summary>
    public static Task DownloadAsync(ControlRequest request)
    {
        ChatFile? file;
        lock (request.Bot.Gate)
        {
            file = request.Bot.Conversations.Files.Find((string)request.Context.Request.RouteValues["file"]!);
        }

        var content = (file ?? throw new ControlException(404, "There is no such file, or it is no longer kept.")).Content;
        var response = request.Context.Response;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "sandbox";
        response.ContentLength = content.Length;
        if (file.IsPhoto && PictureType.Of(content.Span) is { } type)
        {
            response.ContentType = type;
        }
        else
        {
            response.ContentType = "application/octet-stream";
            var disposition = new ContentDispositionHeaderValue("attachment");
            disposition.SetHttpFileName(file.Name.Length == 0 ? "photo" : file.Name);
            response.Headers.ContentDisposition = disposition.ToString();
        }

        return response.BodyWriter.WriteAsync(content, request.Aborted).AsTask();
    }

    public static Task SaveAsTestAsync(ControlRequest request)
    {
        string test;
        lock (request.Bot.Gate)
        {
            test = SavedTest.Write(request.Chat);
        }

        request.Context.Response.ContentType = "text/plain; charset=utf-8";
        return request.Context.Response.WriteAsync(test, request.Aborted);
    }

    public static ChatMessage MessageIn(SimulatedChat chat, int id)
        => chat.Messages.FirstOrDefault(message => message.MessageId == id)
            ?? throw new ControlException(404, $"The chat {chat.Id} has no message {id}.");
}
