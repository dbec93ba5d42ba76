using TelegramBotStack.Components.Output;

namespace TelegramBotStack.Components.Scaffolding;

/// <summary>Tells what was written and what to type next.</summary>
internal static class ScaffoldScreen
{
    public static void Show(ScaffoldReport report, Screen screen)
    {
        foreach (var file in report.Files)
        {
            screen.Line($"  {file}");
        }

        var (enter, build) = OperatingSystem.IsWindows() ? ("cd /d", "build.cmd") : ("cd", "./build.sh");
        screen.Line();
        screen.Headline($"{report.Name} is written, from the template {report.Template}: {report.Files.Count} files.", good: true);
        if (report.Git is { } git)
        {
            screen.Labelled("Git", git);
        }

        screen.Labelled("Next", $"{enter} \"{Path.GetRelativePath(Environment.CurrentDirectory, report.Output)}\"");
        screen.Labelled("", $"{build} Test");
    }
}
