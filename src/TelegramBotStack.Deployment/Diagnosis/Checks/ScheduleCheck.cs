using TelegramBotStack.Deployment.Backups;
using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Diagnosis.Checks;

/// <summary>Whether the host makes the copies of the data that <c>backup.schedule</c> asks for.</summary>
internal sealed class ScheduleCheck : ICheck
{
    // A copy takes its time, and waits for a deployment.
    private static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    public CheckCategory Category => CheckCategory.Bot;

    public string Name => "backups";

    public IReadOnlyList<Type> After => [typeof(HealthCheck)];

    public async Task<CheckOutcome> RunAsync(DoctorContext context, CancellationToken cancellationToken)
    {
        if (context.Settings.Backup.Schedule is not { } schedule)
        {
            return CheckOutcome.LeftOut("deploy.yaml asks for no backups on a schedule");
        }

        if (context.State.Schedule != schedule)
        {
            return new CheckOutcome("", BotFindings.NotScheduled());
        }

        var copies = await new HostSnapshots(context.Session.Host, context.StateDirectory).ListAsync(cancellationToken);
        DateTimeOffset? newest = copies.Where(copy => copy.Kind == BackupKind.Schedule).Select(copy => (DateTimeOffset?)copy.CreatedAt).Max();
        return Judge(schedule, newest, context.State.ActiveRelease?.CreatedAt, context.Time.GetUtcNow());
    }

    /// <param name="schedule">The cron expression.</param>
    /// <param name="newest">When the newest copy was made.</param>
    /// <param name="deployedAt">Since when the schedule may be in effect.</param>
    /// <param name="now">Now.</param>
    public static CheckOutcome Judge(string schedule, DateTimeOffset? newest, DateTimeOffset? deployedAt, DateTimeOffset now) =>
        (newest ?? deployedAt) is { } since && CronTimes.LongestPause(schedule) is { } pause && now - since > pause + Grace
            ? new CheckOutcome("", BotFindings.BackupOverdue(newest is null ? null : now - since, pause))
            : new CheckOutcome(newest is { } at ? $"the newest is {BotFindings.Age(now - at)} old" : "the first is not due yet");
}
