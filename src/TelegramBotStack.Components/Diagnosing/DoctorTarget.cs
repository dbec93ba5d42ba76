using TelegramBotStack.Components.Deploying;
using TelegramBotStack.Components.Output;
using TelegramBotStack.Deployment.Diagnosis;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Operations;

namespace TelegramBotStack.Components.Diagnosing;

/// <summary>What the target Doctor does: one call, and its report. It needs no deploy.yaml that can be read.</summary>
internal static class DoctorTarget
{
    public static async Task RunAsync(IDoctor build)
    {
        DoctorReport? report = null;
        await TargetRun.RunAsync(build, build.Json, async (screen, cancellationToken) =>
        {
            var request = new DoctorRequest(build.RootDirectory, build.DeployTo)
            {
                Operation = new OperationRequest
                {
                    Prompts = HostPrompts.For(screen, yes: false),
                    Commit = await GitCommit.ReadAsync(build.RootDirectory, cancellationToken).ConfigureAwait(false),
                },
                Categories = build.DoctorCheck is { Length: > 0 } categories ? categories.ToHashSet() : null,
                Fix = build.Fix,
            };
            screen.Begin("Looking");
            report = await Doctor.RunAsync(request, TimeProvider.System, cancellationToken).ConfigureAwait(false);
            screen.Done("Looked", TimeSpan.FromSeconds(report.Seconds), $"{report.Checks.Count} findings");
            DoctorScreen.Show(screen, report);
            return report;
        }).ConfigureAwait(false);
        if (report is { Problems: > 0 })
        {
            build.ExitCode = (int)ExitCode.FailedUnchanged;
            throw new TargetFailedException($"{report.First!.Code}, explained above");
        }
    }
}
