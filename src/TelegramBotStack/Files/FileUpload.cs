using System.Security.Cryptography;
using System.Text;
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

            var key = $"botstack/file/{context.Me.Id}/{kind}/{await HashAsync(content, context.CancellationToken).ConfigureAwait(false)}";
            if (await context.Storage.GetAsync<string>(key, context.CancellationToken).ConfigureAwait(false) is { } known
                && await TrySendAsync(sendAsync, known).ConfigureAwait(false) is { } sent)
            {
                return sent;
            }

            content.Position = 0;
            var message = await sendAsync(InputFile.FromStream(content, Path.GetFileName(path))).ConfigureAwait(false);
            if (fileId(message) is { } id)
            {
                await context.Storage.SetAsync(key, id, KeepFor, context.CancellationToken).ConfigureAwait(false);
            }

            return message;
        }
    }

    /// <summary>Of the content and the name, which the user sees and Telegram's id stands for as well.</summary>
    private static async Task<string> HashAsync(FileStream content, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(await SHA256.HashDataAsync(content, cancellationToken).ConfigureAwait(false));
        hash.AppendData(Encoding.UTF8.GetBytes(Path.GetFileName(content.Name)));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
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
