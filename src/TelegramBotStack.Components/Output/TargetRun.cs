using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Components.Output;

/// <summary>
/// The one action of a target: runs it with a token that Ctrl-C and SIGTERM cancel, prints its result, and turns an
/// expected failure into code, cause, mend and exit code.
/// </summary>
internal static class TargetRun
{
    private static readonly JsonSerializerOptions JsonOptions = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <param name="build">The running build; its exit code is set.</param>
    /// <param name="json">Whether the result goes to standard output as JSON.</param>
    /// <param name="action">What the target does; its result is what <c>--json</c> prints.</param>
    public static Task RunAsync(INukeBuild build, bool json, Func<Screen, CancellationToken, Task<object?>> action) =>
        RunAsync(build, json, "Stopping; what was begun is taken back …", action);

    /// <param name="build">The running build; its exit code is set.</param>
    /// <param name="json">Whether the result goes to standard output as JSON.</param>
    /// <param name="stopping">What is said when Ctrl-C or SIGTERM has come.</param>
    /// <param name="action">What the target does; its result is what <c>--json</c> prints.</param>
    public static async Task RunAsync(INukeBuild build, bool json, string stopping, Func<Screen, CancellationToken, Task<object?>> action)
    {
        var screen = new Screen(json);
        using var interrupted = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
        try
        {
            var result = await action(screen, interrupted.Token).ConfigureAwait(false);
            if (json && result is not null)
            {
                Console.Out.WriteLine(JsonSerializer.Serialize(result, result.GetType(), JsonOptions));
            }
        }
        catch (DeploymentException error)
        {
            build.ExitCode = (int)error.ExitCode;
            Explain(screen, error);
            if (json)
            {
                var failure = new { error.Code, Cause = error.Message, error.Mend, ExitCode = (int)error.ExitCode };
                Console.Out.WriteLine(JsonSerializer.Serialize(failure, JsonOptions));
            }

            throw new TargetFailedException($"{error.Code}, explained above");
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
        {
            build.ExitCode = (int)ExitCode.Interrupted;
            screen.Headline("Interrupted. What was begun has been taken back.", good: false);
            throw new TargetFailedException("Interrupted");
        }

        void OnSignal(PosixSignalContext context)
        {
            context.Cancel = true;
            if (!interrupted.IsCancellationRequested)
            {
                screen.Line(stopping);
                interrupted.Cancel();
            }
        }
    }

    private static void Explain(Screen screen, DeploymentException error)
    {
        screen.Line();
        screen.Headline($"{error.Code}  {FirstLine(error.Message)}", good: false);
        foreach (var line in error.Message.Split('\n').Skip(1))
        {
            screen.Line($"  {line.TrimEnd('\r')}");
        }

        screen.Labelled("Mend", error.Mend);
        screen.Labelled("More", $"docs/troubleshooting.md, entry {error.Code}");
    }

    private static string FirstLine(string text) => text.Split('\n')[0].TrimEnd('\r');
}
