using TelegramBotStack.Status;

namespace TelegramBotStack.Web.Dashboard;

/// <summary>What the page shows.</summary>
internal sealed record DashboardView(
    DateTimeOffset Now,
    InstanceStatus Status,
    double UpdatesPerSecond,
    PeopleNumbers? People,
    IReadOnlyList<(RoleHolder Holder, string? Name)> Admins,
    IReadOnlyList<ScheduledEntry> Schedules,
    IReadOnlyList<BroadcastReport> Broadcasts,
    IReadOnlyList<LoggedError> Errors);

/// <summary>Puts together what the page shows. It only reads.</summary>
internal sealed class DashboardReader(
    StatusBoard status,
    UpdateRate rate,
    PeopleCount people,
    IUsers users,
    IRoles roles,
    BotSchedules schedules,
    BotBroadcasts broadcasts,
    RecentErrors errors,
    TimeProvider time)
{
    public async Task<DashboardView> ReadAsync(CancellationToken cancellationToken) => new(
        time.GetUtcNow(),
        status.Current,
        rate.PerSecond,
        await people.GetAsync(cancellationToken).ConfigureAwait(false),
        await AdminsAsync(cancellationToken).ConfigureAwait(false),
        await schedules.ListAsync(cancellationToken: cancellationToken).ConfigureAwait(false),
        [.. (await broadcasts.ListAsync(cancellationToken).ConfigureAwait(false)).OrderByDescending(broadcast => broadcast.StartedAt)],
        errors.List());

    private async Task<IReadOnlyList<(RoleHolder Holder, string? Name)>> AdminsAsync(CancellationToken cancellationToken)
    {
        var admins = new List<(RoleHolder, string?)>();
        foreach (var holder in roles.Holders(IRoles.Admin))
        {
            admins.Add((holder, (await users.FindAsync(holder.UserId, cancellationToken).ConfigureAwait(false))?.DisplayName));
        }

        return admins;
    }
}
