using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace TelegramBotStack.Interop;

/// <summary>The few calls of Linux and macOS that .NET does not offer.</summary>
internal static partial class Posix
{
    private const int ReadOnly = 0;
    private const int ReadWrite = 2;
    private const int LockExclusive = 2;
    private const int Unlock = 8;
    private const int Interrupted = 4;

    // A process the bot starts must not inherit the lease with the descriptor.
    private static readonly int CloseOnExec = OperatingSystem.IsMacOS() ? 0x1000000 : 0x80000;

    /// <summary>Number of SIGUSR1, which <see cref="PosixSignal"/> has no name for.</summary>
    public static PosixSignal SigUsr1 => (PosixSignal)(OperatingSystem.IsMacOS() ? 30 : 10);

    /// <summary>
    /// Opens an existing file. Not a <see cref="FileStream"/>: that takes a shared flock of its own on every file it
    /// opens, or fails where an exclusive one is held.
    /// </summary>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static SafeFileHandle OpenFile(string path, bool writable)
    {
        var descriptor = open(path, (writable ? ReadWrite : ReadOnly) | CloseOnExec);
        return descriptor >= 0 ? new SafeFileHandle(descriptor, ownsHandle: true) : throw LastError($"Cannot open {path}");
    }

    /// <summary>Takes an exclusive flock, and blocks the thread until it has it.</summary>
    /// <exception cref="IOException">The file system has no locks.</exception>
    public static void LockFile(SafeFileHandle file)
    {
        while (flock(file, LockExclusive) != 0)
        {
            if (Marshal.GetLastPInvokeError() != Interrupted)
            {
                throw LastError("Cannot lock the lease file");
            }
        }
    }

    /// <summary>Gives up the flock, also of copies of the descriptor that a process being started may still have.</summary>
    public static void UnlockFile(SafeFileHandle file)
    {
        if (flock(file, Unlock) != 0)
        {
            throw LastError("Cannot unlock the lease file");
        }
    }

    /// <summary>Returns when the content of a file survives a loss of power. Its times may not, which spares the disk half of the work.</summary>
    /// <exception cref="IOException">The disk does not take it.</exception>
    public static void FlushContent(SafeFileHandle file)
    {
        if (!OperatingSystem.IsLinux())
        {
            RandomAccess.FlushToDisk(file);
            return;
        }

        while (fdatasync(file) != 0)
        {
            if (Marshal.GetLastPInvokeError() != Interrupted)
            {
                throw LastError("Cannot write to disk");
            }
        }
    }

    private static IOException LastError(string what)
        => new($"{what}: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}.");

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int flock(SafeFileHandle file, int operation);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fdatasync(SafeFileHandle file);
}
