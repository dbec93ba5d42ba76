using System.Security.Cryptography;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;

namespace TelegramBotStack.Files;

/// <summary>Files of this machine, uploaded once: Telegram's id of each content is kept in the storage.</summary>
internal static class FileUpload
{
    // Kept longer, an id that is no longer used would stay for ever.
    private static readonly TimeSpan KeepFor = TimeSpan.FromDays(90);

    public static async Task<Message> SendAsync(
        UpdateContext context, string path, string kind, Func<InputFile, Task<Message>> sendAsync, Func<Message, string?> fileId)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var content = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        await using (content.ConfigureAwait(false))
        {
            if (content.Length > FileExtensions.MaximumUpload)
            {
                throw new FileTooLargeException(content.Length, FileExtensions.MaximumUpload);
            }

            // With its name, which the user sees and the id stands for as well.
            var name = Path.GetFileName(path);
            var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, context.CancellationToken).ConfigureAwait(false));
            var key = $"botstack/file/{context.Me.Id}/{kind}/{hash}/{name}";
            if (await context.Storage.GetAsync<string>(key, context.CancellationToken).ConfigureAwait(false) is { } known
                && await TrySendAsync(sendAsync, known).ConfigureAwait(false) is { } sent)
            {
                return sent;
            }

            content.Position = 0;
            var message = await sendAsync(InputFile.FromStream(content, name)).ConfigureAwait(false);
            if (fileId(message) is { } id)
            {
                await context.Storage.SetAsync(key, id, KeepFor, context.CancellationToken).ConfigureAwait(false);
            }

            return message;
        }
    }

    /// <summary>Null when Telegram no longer knows the id.</summary>
    private static async Task<Message?> TrySendAsync(Func<InputFile, Task<Message>> sendAsync, string id)
    {
        try
        {
            return await sendAsync(InputFile.FromFileId(id)).ConfigureAwait(false);
        }
        catch (ApiRequestException exception) when (exception.ErrorCode == 400 && exception.Message.Contains("wrong file", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }
    }
}
