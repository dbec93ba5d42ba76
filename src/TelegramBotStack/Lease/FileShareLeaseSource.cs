using Microsoft.Win32.SafeHandles;

namespace TelegramBotStack.Lease;

/// <summary>
/// Windows: whoever has the file open for writing holds the lease; others may read it. Windows has no way to wait for
/// that, so it is tried again and again.
/// </summary>
internal sealed class FileShareLeaseSource(string path, string instance, TimeProvider time) : ILeaseSource
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public LeaseContent? Read() => LeaseFile.Read(path);

    public async Task<ILease> AcquireAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (TryOpen() is { } file)
            {
                return new HeldLease(path, file, instance, time.GetUtcNow());
            }

            await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private SafeFileHandle? TryOpen()
    {
        const int SharingViolation = unchecked((int)0x80070020);
        try
        {
            return File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        }
        catch (IOException exception) when (exception.HResult == SharingViolation)
        {
            return null;
        }
    }
}
