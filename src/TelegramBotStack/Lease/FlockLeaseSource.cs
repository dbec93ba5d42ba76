using Microsoft.Win32.SafeHandles;
using TelegramBotStack.Interop;

namespace TelegramBotStack.Lease;

/// <summary>
/// Linux and macOS: a thread blocks in flock, so that the kernel hands the lease over the moment it is free, also when
/// the holder is killed.
/// </summary>
internal sealed class FlockLeaseSource(string path, string instance, TimeProvider time) : ILeaseSource
{
    public LeaseContent? Read() => LeaseFile.Read(path);

    public async Task<ILease> AcquireAsync(CancellationToken cancellationToken)
    {
        LeaseFile.Ensure(path);
        var file = Posix.OpenFile(path, writable: true);
        var acquired = new TaskCompletionSource<ILease>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() => Wait(file, acquired)) { IsBackground = true, Name = "lease" }.UnsafeStart();

        // A thread in flock cannot be called back. It lets go at once if it gets the lock and nobody waits any more.
        using (cancellationToken.UnsafeRegister(
            static (state, token) => ((TaskCompletionSource<ILease>)state!).TrySetCanceled(token),
            acquired))
        {
            return await acquired.Task.ConfigureAwait(false);
        }
    }

    private void Wait(SafeFileHandle file, TaskCompletionSource<ILease> acquired)
    {
        try
        {
            Posix.LockFile(file);
            if (acquired.Task.IsCompleted)
            {
                file.Dispose();
                return;
            }

            var lease = new HeldLease(path, file, instance, time.GetUtcNow());
            if (!acquired.TrySetResult(lease))
            {
                lease.Dispose();
            }
        }
        catch (IOException exception)
        {
            file.Dispose();
            acquired.TrySetException(exception);
        }
    }
}
