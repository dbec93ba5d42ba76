using System.Globalization;
using System.Runtime.InteropServices;

namespace TelegramBotStack.Interop;

/// <summary>The threads of .NET that wait for sockets to have something to read.</summary>
internal static partial class SocketThreads
{
    // What SocketAsyncEngine of .NET calls them.
    private const string Name = ".NET Sockets";

    private const int Other = 0;
    private const int Batch = 3;

    /// <summary>
    /// Gives them Linux's policy SCHED_BATCH, which is meant for work "without interactivity causing extra preemptions
    /// (between the workload's tasks)" (sched(7)). With the usual one each answer of Telegram's lets such a thread take the
    /// processor from a handler, to find one answer; with this one it finds several when handlers pause, or after some
    /// milliseconds. To be called when the process has used a socket: the threads are there from then on.
    /// </summary>
    /// <remarks>A policy that somebody has chosen stays, and so does the usual one where the system refuses the change.</remarks>
    public static void LetHandlersFinish()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        foreach (var directory in Directory.EnumerateDirectories("/proc/self/task"))
        {
            var thread = int.Parse(Path.GetFileName(directory), CultureInfo.InvariantCulture);
            var priority = 0;
            if (NameOf(directory) == Name && sched_getscheduler(thread) == Other)
            {
                _ = sched_setscheduler(thread, Batch, in priority);
            }
        }
    }

    private static string? NameOf(string directory)
    {
        try
        {
            return File.ReadAllText(Path.Combine(directory, "comm")).TrimEnd();
        }
        catch (IOException)
        {
            // The thread has ended.
            return null;
        }
    }

    [LibraryImport("libc")]
    private static partial int sched_getscheduler(int thread);

    /// <param name="thread">Its number.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="priority">The only field of <c>struct sched_param</c>; 0 for this policy.</param>
    [LibraryImport("libc")]
    private static partial int sched_setscheduler(int thread, int policy, in int priority);
}
