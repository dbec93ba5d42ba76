using TelegramBotStack.Components.Diagnosing;
using TelegramBotStack.Components.Output;
using TelegramBotStack.Deployment.Diagnosis;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Validation;

namespace TelegramBotStack.Components.Validating;

/// <summary>What the target Validate does: one call, its report, and the exit code.</summary>
internal static class ValidateTarget
{
    public static async Task RunAsync(IValidate build)
    {
        DoctorReport? report = null;
        await TargetRun.RunAsync(build, build.Json, async (screen, cancellationToken) =>
        {
            var request = new DoctorRequest(build.RootDirectory, build.DeployTo)
            {
                Project = build.ValidatedProject,
                Categories = build.ValidateCheck is { Length: > 0 } categories ? categories.ToHashSet() : null,
            };
            screen.Begin("Looking");
            var found = await Validate.RunAsync(request, TimeProvider.System, cancellationToken).ConfigureAwait(false);
            report = build.StrictChecks ? Strict(found) : found;
            screen.Done("Looked", TimeSpan.FromSeconds(report.Seconds), $"{report.Checks.Count} findings");
            DoctorScreen.Show(screen, report);
            if (build.Sarif is { } file)
            {
                await SarifFile.WriteAsync(file, report, build.RootDirectory, cancellationToken).ConfigureAwait(false);
                screen.Note($"SARIF: {file}");
            }

            return report;
        }).ConfigureAwait(false);
        if (report?.First is { } first)
        {
            build.ExitCode = (int)ExitCodeOf(first);
            throw new TargetFailedException($"{first.Code}, explained above");
        }
    }

    internal static DoctorReport Strict(DoctorReport report) => report with
    {
        Checks = [.. report.Checks.Select(check => check.State == CheckState.Warning ? check with { State = CheckState.Problem } : check)],
    };

    internal static ExitCode ExitCodeOf(CheckResult first) => first.Category switch
    {
        CheckCategory.Configuration or CheckCategory.Secrets => ExitCode.BadUsage,
        _ => ExitCode.FailedUnchanged,
    };
}
