using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Hooks;
using TelegramBotStack.Deployment.Status;
using TelegramBotStack.Deployment.Verification;

namespace TelegramBotStack.Deployment.Steps;

/// <summary>Watches the new release for a while, and asks Telegram about it. It never polls: that would be a second consumer.</summary>
internal sealed class VerifyStep(TimeProvider time) : IDeploymentStep
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan FirstPollLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan HeartbeatLimit = TimeSpan.FromSeconds(6);

    public string Name => "Verify";

    public string Plan(DeploymentRun run) =>
        $"{Watched(run)}; ask Telegram{(run.Session.Settings.TestMessage is null ? "" : "; send the test message")}{(run.Session.Settings.SmokeCheck is null ? "" : "; run the smoke check")}";

    public async Task<string?> RunAsync(DeploymentRun run, CancellationToken cancellationToken)
    {
        var telegram = TelegramCheck.AskAsync(run, cancellationToken);
        var seen = run.Candidate!.KeepsContract
            ? await WatchAsync(run, cancellationToken)
            : await ProcessCheck.RunAsync(run, time, cancellationToken);
        var answered = await TelegramCheck.JudgeAsync(run, await telegram, cancellationToken);
        var replied = await TestMessage.RunAsync(run, cancellationToken);
        await SmokeAsync(run, cancellationToken);
        return $"{seen}, {answered}{(replied is null ? "" : $", {replied}")}";
    }

    private async Task<string> WatchAsync(DeploymentRun run, CancellationToken cancellationToken)
    {
        var window = run.Session.Settings.VerifyWindow;
        var started = time.GetTimestamp();
        var beat = (At: started, Value: DateTimeOffset.MinValue);
        try
        {
            do
            {
                await Task.Delay(Interval, cancellationToken);
                var status = await Watch.LookAsync(run, run.Candidate!, cancellationToken);
                run.Status = status ?? run.Status;
                if (status is not null && status.HeartbeatAt != beat.Value)
                {
                    beat = (time.GetTimestamp(), status.HeartbeatAt);
                }

                Check(run, status, time.GetElapsedTime(beat.At), time.GetElapsedTime(started));
            }
            while (time.GetElapsedTime(started) < window || run.Status is not ({ PollsAnswered: > 0 } or { StandsByFor: not null }));
        }
        catch (DeploymentException error) when (error.Code == DeployErrors.VerificationFailedCode)
        {
            await Watch.ShowLogAsync(run, run.Candidate!, cancellationToken);
            throw;
        }

        return run.Status.StandsByFor is { } other
            ? $"it stands by for {other}"
            : $"{run.Status.PollsAnswered} polls answered, {run.Status.Updates?.Handled ?? 0} updates handled";
    }

    private static string Watched(DeploymentRun run) => run.Release?.Container.StopFirst ?? run.Session.Settings.Handover == Handover.StopFirst
        ? ProcessCheck.Plan(run)
        : $"watch it for {run.Session.Settings.VerifyWindow.TotalSeconds:0} s: it runs, polls, has no conflict";

    private static async Task SmokeAsync(DeploymentRun run, CancellationToken cancellationToken)
    {
        if (run.Session.Settings.SmokeCheck is not { } command)
        {
            return;
        }

        try
        {
            await LocalCommand.RunAsync("smoke check", command, run, new Dictionary<string, string>(), cancellationToken);
        }
        catch (DeploymentException)
        {
            await Watch.ShowLogAsync(run, run.Candidate!, cancellationToken);
            throw;
        }
    }

    private static void Check(DeploymentRun run, InstanceStatus? status, TimeSpan sinceBeat, TimeSpan elapsed)
    {
        var reason = status switch
        {
            _ when sinceBeat > HeartbeatLimit => $"its heartbeat has stood still for {sinceBeat.TotalSeconds:0} s.",
            { } when status.Conflicts > run.Baseline.Conflicts => throw DeployErrors.ForeignConsumer(
                run.Session.Bot, $"Telegram has told release {run.Release!.Id} so", ExitCode.FailedUnchanged),
            { IsInPlace: false } => $"it is '{status.State.ToString().ToLowerInvariant()}' instead of active.{Said(run, status)}",
            { PollsAnswered: 0, StandsByFor: null } when elapsed > FirstPollLimit => $"it has not polled in {elapsed.TotalSeconds:0} s.{Said(run, status)}",
            _ => null,
        };
        if (reason is not null)
        {
            throw DeployErrors.VerificationFailed(run.Release!.Id, reason);
        }
    }

    private static string Said(DeploymentRun run, InstanceStatus status) =>
        status.LastError is { } error ? $" {run.Mask(error.Message)}" : "";
}
