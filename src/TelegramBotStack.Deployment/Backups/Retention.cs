namespace TelegramBotStack.Deployment.Backups;

/// <summary>Which backups are old enough to go.</summary>
internal static class Retention
{
    /// <param name="ids">Ids of backups.</param>
    /// <param name="keep">How many stay.</param>
    /// <param name="keepDays">How many days they stay; null for ever.</param>
    /// <param name="now">The present time.</param>
    /// <returns>The ids of those to delete; never the newest.</returns>
    public static IReadOnlyList<string> Outdated(IEnumerable<string> ids, int keep, int? keepDays, DateTimeOffset now)
    {
        string[] newestFirst = [.. ids.OrderDescending(StringComparer.Ordinal)];
        var oldest = keepDays is { } days ? now - TimeSpan.FromDays(days) : DateTimeOffset.MinValue;
        return [.. newestFirst.Skip(1).Where((id, index) => index + 1 >= keep || BackupId.Time(id) < oldest)];
    }
}
