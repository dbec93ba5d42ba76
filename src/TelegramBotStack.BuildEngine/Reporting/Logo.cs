using System.Reflection;

namespace Nuke.Common.Reporting;

/// <summary>The line that says which engine runs.</summary>
internal static class Logo
{
    public static void Write(ConsoleOutput console) => console.WriteLine($"TelegramBotStack build engine {Version}", OutputStyles.Faint);

    private static string? Version => typeof(Logo).Assembly.GetName().Version?.ToString(3);
}
