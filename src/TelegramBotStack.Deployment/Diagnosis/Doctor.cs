using TelegramBotStack.Deployment.Diagnosis.Checks;

namespace TelegramBotStack.Deployment.Diagnosis;

/// <summary>
/// Looks at this machine, the repository, the way to the host, the host, the bot and Telegram, over one connection.
/// </summary>
public static class Doctor
{
    // In the order of the report; each comes after those it rests on.
    private static ICheck[] All() =>
    [
        new SdkCheck(),
        new ConfigurationCheck(),
        new PackagesCheck(),
        new BootstrapperCheck(),
        new EnvironmentsCheck(),
        new GitIgnoreCheck(),
        new TrackedSecretsCheck(),
        new TokenInFilesCheck(),
        new TokenInHistoryCheck(),
        new PermissionsCheck(),
        new SecretsCheck(),
        new SharedTokenCheck(),
        new TokenCheck(),
        new ConnectionCheck(),
        new EngineCheck(),
        new ToolsCheck(),
        new DiskCheck(),
        new StateCheck(),
        new MemoryCheck(),
        new ClockCheck(),
        new LockCheck(),
        new NeighboursCheck(),
        new HealthCheck(),
        new WatcherCheck(),
        new ScheduleCheck(),
        new LeftoversCheck(),
        new ReleaseCheck(),
        new WebhookCheck(),
        new PendingCheck(),
    ];

    /// <summary>Runs the checks, mends what may be mended if that is asked for, and then looks again.</summary>
    /// <param name="request">What to look at.</param>
    /// <param name="time">Clock of this machine.</param>
    /// <param name="cancellationToken">Ends the looking.</param>
    public static async Task<DoctorReport> RunAsync(DoctorRequest request, TimeProvider time, CancellationToken cancellationToken)
    {
        var report = await CheckRunner.RunAsync(All(), request, time, cancellationToken);
        return request.Categories?.Contains(CheckCategory.Code) != true
            ? report
            : report with { Checks = [.. report.Checks, new CheckResult(CheckCategory.Code, "code", CheckState.LeftOut, "'./build.sh Validate' looks at it")] };
    }
}
