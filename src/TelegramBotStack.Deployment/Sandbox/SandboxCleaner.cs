using System.Globalization;
using System.Text.RegularExpressions;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Sandbox;

/// <summary>
/// Removes a sandbox without a trace, whatever state it is in: processes, control groups, mounts, directories.
/// </summary>
internal sealed partial class SandboxCleaner(SandboxPaths paths)
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan DeleteLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    public async Task CleanAsync(IEnumerable<OwnedProcess> processes)
    {
        await Task.WhenAll(processes.Select(process => process.EndAsync(Grace)));
        await EndStrayProcessesAsync();
        RemoveControlGroups();
        Unmount();
        await DeleteAsync();
    }

    // What Docker Engine leaves when it was killed: containerd and its shims have the run directory in their
    // arguments, and everything in containers is in the control group.
    private async Task EndStrayProcessesAsync()
    {
        for (var round = 0; round < 3; round++)
        {
            var strays = ControlGroups().SelectMany(ProcessesOf).Concat(ProcessesWithArgument(paths.Run))
                .Select(OwnedProcess.Find).OfType<OwnedProcess>().ToList();
            if (strays.Count == 0)
            {
                return;
            }

            foreach (var stray in strays)
            {
                stray.Signal(NativeMethods.KillNow);
            }

            await Task.WhenAll(strays.Select(stray => stray.HasEndedAsync(Grace)));
        }
    }

    private List<string> ControlGroups()
    {
        const string root = "/sys/fs/cgroup";
        if (!Directory.Exists(root))
        {
            return [];
        }

        // Version 2 has one tree, version 1 one for each controller.
        string[] trees = [root, .. Directory.GetDirectories(root)];
        return [.. trees.Select(tree => tree + paths.CgroupParent).Where(Directory.Exists).SelectMany(WithChildren)];
    }

    private static IEnumerable<string> WithChildren(string directory) =>
        Directory.GetDirectories(directory).SelectMany(WithChildren).Append(directory);

    private static IEnumerable<int> ProcessesOf(string controlGroup)
    {
        try
        {
            return File.ReadAllLines(Path.Combine(controlGroup, "cgroup.procs"))
                .Select(line => int.Parse(line, CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            return []; // gone in the meantime, or a threaded group of version 2
        }
    }

    private static IEnumerable<int> ProcessesWithArgument(string path)
    {
        foreach (var process in Directory.GetDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(process), out var id) && ReadArguments(process).Contains(path + "/", StringComparison.Ordinal))
            {
                yield return id;
            }
        }
    }

    private static string ReadArguments(string process)
    {
        try
        {
            return File.ReadAllText($"{process}/cmdline");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private void RemoveControlGroups()
    {
        foreach (var group in ControlGroups())
        {
            try
            {
                Directory.Delete(group);
            }
            catch (IOException exception)
            {
                throw SandboxErrors.Leftovers(paths.Name, $"control group {group}", exception);
            }
        }
    }

    private void Unmount()
    {
        foreach (var mount in Mounts())
        {
            _ = NativeMethods.Unmount(mount, NativeMethods.DetachMount);
        }

        if (Mounts() is { Count: > 0 } left)
        {
            throw SandboxErrors.Leftovers(paths.Name, $"still mounted: {string.Join(", ", left)}");
        }
    }

    // Deepest and latest first. proc(5): field 5 is the mount point, with blanks as octal numbers.
    private List<string> Mounts() =>
    [
        .. File.ReadLines("/proc/self/mountinfo")
            .Select(line => OctalEscape().Replace(
                line.Split(' ')[4], match => ((char)Convert.ToInt32(match.Groups[1].Value, 8)).ToString()))
            .Where(point => IsIn(point, paths.Root) || IsIn(point, paths.Run))
            .Reverse(),
    ];

    private static bool IsIn(string path, string directory) =>
        path == directory || path.StartsWith(directory + "/", StringComparison.Ordinal);

    // A lazily detached mount may keep its directory busy for a moment.
    private async Task DeleteAsync()
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                DeleteDirectory(paths.Run);
                DeleteDirectory(paths.Root);
                DeleteIfEmpty(Path.GetDirectoryName(paths.Run)!);
                return;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                if (TimeProvider.System.GetElapsedTime(started) > DeleteLimit)
                {
                    throw SandboxErrors.Leftovers(paths.Name, exception.Message, exception);
                }
            }

            await Task.Delay(Poll);
        }
    }

    private static void DeleteDirectory(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }

    private static void DeleteIfEmpty(string path)
    {
        if (Directory.Exists(path) && !Directory.EnumerateFileSystemEntries(path).Any())
        {
            Directory.Delete(path);
        }
    }

    [GeneratedRegex(@"\\([0-7]{3})")]
    private static partial Regex OctalEscape();
}
