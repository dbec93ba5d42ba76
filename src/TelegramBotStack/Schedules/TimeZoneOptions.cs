namespace TelegramBotStack;

/// <summary>What <c>/timezone</c> offers.</summary>
public sealed class TimeZoneOptions
{
    /// <summary>The zones that have a button, up to 40. Users may write any other. Default: one for most of the world's hours.</summary>
    public IList<string> Offered { get; } =
    [
        "America/Los_Angeles", "America/Chicago", "America/New_York", "America/Sao_Paulo", "Europe/London", "Europe/Berlin",
        "Europe/Kyiv", "Europe/Moscow", "Asia/Dubai", "Asia/Kolkata", "Asia/Shanghai", "Asia/Tokyo", "Australia/Sydney", "Etc/UTC",
    ];
}
