using System.Runtime.InteropServices;

namespace TelegramBotStack.Deployment.Sandbox;

/// <summary>System calls that .NET does not offer.</summary>
internal static class NativeMethods
{
    public const int Terminate = 15;
    public const int KillNow = 9;
    public const int DetachMount = 2;

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int Kill(int processId, int signal);

    [DllImport("libc", EntryPoint = "umount2", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int Unmount([MarshalAs(UnmanagedType.LPUTF8Str)] string target, int flags);
}
