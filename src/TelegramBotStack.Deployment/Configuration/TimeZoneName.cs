using System.Text.RegularExpressions;

namespace TelegramBotStack.Deployment.Configuration;

/// <summary>The IANA name of a time zone.</summary>
/// <param name="Name">The name, which is also the path of its file below /usr/share/zoneinfo.</param>
internal readonly partial record struct TimeZoneName(string Name)
{
    /// <returns>Null for what is not the name of a time zone that this machine knows.</returns>
    public static TimeZoneName? Parse(string text) =>
        Pattern().IsMatch(text) && TimeZoneInfo.TryFindSystemTimeZoneById(text, out var zone) && zone.HasIanaId ? new TimeZoneName(text) : null;

    // No "..": it becomes a path on the host.
    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+){0,2}\z")]
    private static partial Regex Pattern();
}
