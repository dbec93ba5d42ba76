using TelegramBotStack.Components.Output;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Components.Development;

/// <summary>What the targets Dev and Playground do. Ctrl-C is how they end, and no failure.</summary>
internal static class DevTarget
{
    /// <param name="build">The running build; its exit code is set.</param>
    /// <param name="describe">Says what to run; what is wrong with that is explained as any other failure.</param>
    public static Task RunAsync(IDev build, Func<DevRequest> describe) => TargetRun.RunAsync(
        build, build.Json, "Stopping: the bot finishes what it has begun …", async (screen, cancellationToken) =>
        {
            var request = describe();
            var report = await DevRun.RunAsync(request, screen, cancellationToken).ConfigureAwait(false);

            // The engine would call it interrupted.
            build.ExitCode = (int)ExitCode.Done;
            screen.Headline($"Stopped. Its data is kept in {report.DataDirectory}; ./build.sh {(request.TokenFrom == "none" ? "Playground" : "Dev")} goes on from there.", good: true);
            return report;
        });
}
