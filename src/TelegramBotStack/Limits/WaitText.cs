namespace TelegramBotStack.Limits;

/// <summary>A time to wait as a person reads it, rounded up to whole units: <c>3 s</c>, <c>5 min</c>, <c>2 h</c>.</summary>
internal static class WaitText
{
    public static string Of(UpdateContext context, TimeSpan wait) => wait switch
    {
        { TotalSeconds: <= 90 } => context.Localize("limits.seconds", ("count", Math.Max(1, Math.Ceiling(wait.TotalSeconds)))),
        { TotalMinutes: <= 90 } => context.Localize("limits.minutes", ("count", Math.Ceiling(wait.TotalMinutes))),
        _ => context.Localize("limits.hours", ("count", Math.Ceiling(wait.TotalHours))),
    };
}
