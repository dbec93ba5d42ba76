using TelegramBotStack.Components.Output;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Components.Development;

/// <summary>What the targets Dev and Playground do. Ctrl-C is how they end, and no failure.</summary>
internal static class DevTarget
{
    public static Task RunAsync(IDev build, DevRequest request) => TargetRun.RunAsync(
        build, build.Json, "Stopping: the bot finishes what it has begun …", async (screen, cancellationToken) =>
        {
            var report = await DevRun.RunAsync(request, screen, cancellationToken).ConfigureAwait(false);

            // The engine would call it interrupted.
            build.ExitCode = (int)ExitCode.Done;
            screen.Headline($"Stopped. Its data is kept in {report.DataDirectory}; ./build.sh {(request.TokenFrom == "none" ? "Playground" : "Dev")} goes on from there.", good: true);
            return report;
        });
}
