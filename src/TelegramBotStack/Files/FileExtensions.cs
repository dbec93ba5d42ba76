using Microsoft.Extensions.DependencyInjection;
using Telegram.Bot;
using Telegram.Bot.Types;
using Telegram.Bot.Types.ReplyMarkups;
using TelegramBotStack.Files;

namespace TelegramBotStack;

/// <summary>Files from users, and to them.</summary>
public static class FileExtensions
{
    /// <summary>The largest file that Telegram gives to a bot: 20 MB. Bot API: getFile.</summary>
    public const long MaximumDownload = 20 * 1024 * 1024;

    /// <summary>The largest file that Telegram takes from a bot: 50 MB. Bot API: Sending files.</summary>
    public const long MaximumUpload = 50 * 1024 * 1024;

    extension(UpdateContext context)
    {
        /// <summary>Writes a file that a user has sent to a stream.</summary>
        /// <param name="fileId">Which, for example <c>context.Update.Message.Document.FileId</c>.</param>
        /// <param name="destination">Where to; not closed.</param>
        /// <param name="maximumBytes">The largest that is wanted. Default: what Telegram gives, 20 MB.</param>
        /// <exception cref="FileTooLargeException">It is larger. Nothing was written, unless Telegram gave a wrong size.</exception>
        /// <exception cref="Telegram.Bot.Exceptions.RequestException">Telegram does not know it or cannot be reached.</exception>
        public Task DownloadAsync(string fileId, Stream destination, long maximumBytes = MaximumDownload)
        {
            ArgumentException.ThrowIfNullOrEmpty(fileId);
            ArgumentNullException.ThrowIfNull(destination);
            return FileDownload.ToAsync(context.Bot, fileId, destination, maximumBytes, context.CancellationToken);
        }

        /// <summary>Writes a file that a user has sent to a file, which is there only once it is complete.</summary>
        /// <param name="fileId">Which.</param>
        /// <param name="path">Where to. Never made of a name that the user has chosen. One that exists is replaced.</param>
        /// <param name="maximumBytes">The largest that is wanted. Default: what Telegram gives, 20 MB.</param>
        /// <exception cref="FileTooLargeException">It is larger.</exception>
        /// <exception cref="Telegram.Bot.Exceptions.RequestException">Telegram does not know it or cannot be reached.</exception>
        public Task DownloadAsync(string fileId, string path, long maximumBytes = MaximumDownload)
        {
            ArgumentException.ThrowIfNullOrEmpty(fileId);
            ArgumentException.ThrowIfNullOrEmpty(path);
            return FileDownload.ToAsync(context.Bot, fileId, path, maximumBytes, context.CancellationToken);
        }

        /// <summary>
        /// Sends a file of this machine as a document. It is uploaded once: the next time the same content is sent by the id that
        /// Telegram gave it.
        /// </summary>
        /// <param name="path">The file, up to 50 MB.</param>
        /// <param name="caption">Up to 1,024 characters. Default: none.</param>
        /// <param name="replyMarkup">Keyboard. Default: none.</param>
        /// <returns>The message that was sent.</returns>
        /// <exception cref="FileTooLargeException">It is larger.</exception>
        /// <exception cref="IOException">It cannot be read.</exception>
        public Task<Message> ReplyDocumentAsync(string path, string? caption = null, ReplyMarkup? replyMarkup = null)
            => FileUpload.SendAsync(context, path, "document", file => context.ReplyDocumentAsync(file, caption, replyMarkup), message => message.Document?.FileId);

        /// <summary>Sends a document, such as <c>InputFile.FromStream(stream, "report.pdf")</c>.</summary>
        /// <param name="file">The document.</param>
        /// <param name="caption">Up to 1,024 characters. Default: none.</param>
        /// <param name="replyMarkup">Keyboard. Default: none.</param>
        /// <returns>The message that was sent.</returns>
        /// <remarks>Bot API: sendDocument</remarks>
        public Task<Message> ReplyDocumentAsync(InputFile file, string? caption = null, ReplyMarkup? replyMarkup = null)
            => context.Bot.SendDocument(ChatOf(context), file, caption, replyMarkup: replyMarkup, cancellationToken: context.CancellationToken);

        /// <summary>Sends a picture of this machine as a photo. It is uploaded once, as with <see cref="ReplyDocumentAsync(UpdateContext, string, string, ReplyMarkup)"/>.</summary>
        /// <param name="path">The picture, up to 10 MB.</param>
        /// <param name="caption">Up to 1,024 characters. Default: none.</param>
        /// <param name="replyMarkup">Keyboard. Default: none.</param>
        /// <returns>The message that was sent.</returns>
        /// <exception cref="FileTooLargeException">It is larger than any file may be.</exception>
        /// <exception cref="IOException">It cannot be read.</exception>
        public Task<Message> ReplyPhotoAsync(string path, string? caption = null, ReplyMarkup? replyMarkup = null)
            => FileUpload.SendAsync(context, path, "photo", file => context.ReplyPhotoAsync(file, caption, replyMarkup), message => message.Photo?.LastOrDefault()?.FileId);

        /// <summary>Sends a photo.</summary>
        /// <param name="file">The photo.</param>
        /// <param name="caption">Up to 1,024 characters. Default: none.</param>
        /// <param name="replyMarkup">Keyboard. Default: none.</param>
        /// <returns>The message that was sent.</returns>
        /// <remarks>Bot API: sendPhoto</remarks>
        public Task<Message> ReplyPhotoAsync(InputFile file, string? caption = null, ReplyMarkup? replyMarkup = null)
            => context.Bot.SendPhoto(ChatOf(context), file, caption, replyMarkup: replyMarkup, cancellationToken: context.CancellationToken);
    }

    private static Chat ChatOf(UpdateContext context)
        => context.Chat ?? throw new InvalidOperationException($"An update of type {context.Update.Type} belongs to no chat to reply to.");
}
