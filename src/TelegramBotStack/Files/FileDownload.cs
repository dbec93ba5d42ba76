using Telegram.Bot;
using Telegram.Bot.Exceptions;

namespace TelegramBotStack.Files;

/// <summary>Files from Telegram, never larger than was asked for.</summary>
internal static class FileDownload
{
    public static async Task ToAsync(ITelegramBotClient bot, string fileId, Stream destination, long maximum, CancellationToken cancellationToken)
    {
        try
        {
            var file = await bot.GetFile(fileId, cancellationToken).ConfigureAwait(false);
            if (file.FileSize > maximum)
            {
                throw new FileTooLargeException(file.FileSize, maximum);
            }

            await bot.DownloadFile(file, new LimitedStream(destination, maximum), cancellationToken).ConfigureAwait(false);
        }
        catch (ApiRequestException exception) when (exception.ErrorCode == 400 && exception.Message.Contains("file is too big", StringComparison.OrdinalIgnoreCase))
        {
            throw new FileTooLargeException(null, FileExtensions.MaximumDownload);
        }
    }

    public static async Task ToAsync(ITelegramBotClient bot, string fileId, string path, long maximum, CancellationToken cancellationToken)
    {
        var partial = $"{path}.{Guid.NewGuid():N}.part";
        try
        {
            var file = new FileStream(partial, FileMode.CreateNew, FileAccess.Write);
            await using (file.ConfigureAwait(false))
            {
                await ToAsync(bot, fileId, file, maximum, cancellationToken).ConfigureAwait(false);
            }

            File.Move(partial, path, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    /// <summary>Passes on what is written up to a limit: sizes are what others say.</summary>
    private sealed class LimitedStream(Stream destination, long maximum) : Stream
    {
        private long _written;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush() => destination.Flush();

        public override Task FlushAsync(CancellationToken cancellationToken) => destination.FlushAsync(cancellationToken);

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count)
        {
            Count(count);
            destination.Write(buffer, offset, count);
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
            => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Count(buffer.Length);
            return destination.WriteAsync(buffer, cancellationToken);
        }

        private void Count(int bytes)
        {
            _written += bytes;
            if (_written > maximum)
            {
                throw new FileTooLargeException(_written, maximum);
            }
        }
    }
}
