using System.Diagnostics;
using System.Globalization;

namespace TelegramBotStack.Deployment.Sandbox;

/// <summary>
/// A process that a sandbox started, known by its id and its start, so that one that got the same id later,
/// perhaps after the machine was restarted, is never taken for it.
/// </summary>
internal sealed record OwnedProcess(int Id, long StartTicks, string Boot)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan KillLimit = TimeSpan.FromSeconds(10);

    // In a session of its own, so that Ctrl-C in the terminal does not reach it.
    private const string Detach = "log=$1; shift; exec setsid \"$@\" >>\"$log\" 2>&1 </dev/null";

    public bool IsAlive => Boot == CurrentBoot() && ReadStart(Id) == StartTicks;

    public static OwnedProcess Start(string logFile, string program, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", Detach, "sh", logFile, program, .. arguments]);
        using var process = Process.Start(start)!;
        return new OwnedProcess(process.Id, ReadStart(process.Id) ?? 0, CurrentBoot());
    }

    /// <summary>The process with this id as it is now, or null when there is none.</summary>
    public static OwnedProcess? Find(int id) =>
        ReadStart(id) is { } start ? new OwnedProcess(id, start, CurrentBoot()) : null;

    /// <summary>Asks the process to end, waits, and then makes it end.</summary>
    /// <returns>Whether it is gone.</returns>
    public async Task<bool> EndAsync(TimeSpan grace)
    {
        Signal(NativeMethods.Terminate);
        if (!await HasEndedAsync(grace))
        {
            Signal(NativeMethods.KillNow);
        }

        return await HasEndedAsync(KillLimit);
    }

    public void Signal(int signal)
    {
        if (IsAlive)
        {
            _ = NativeMethods.Kill(Id, signal);
        }
    }

    public async Task<bool> HasEndedAsync(TimeSpan limit)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (IsAlive)
        {
            if (TimeProvider.System.GetElapsedTime(started) > limit)
            {
                return false;
            }

            await Task.Delay(Poll);
        }

        return true;
    }

    private static string CurrentBoot() => File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();

    // proc(5): the name in parentheses may hold anything; after it the state is field 3 and the start field 22.
    private static long? ReadStart(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : long.Parse(fields[19], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
