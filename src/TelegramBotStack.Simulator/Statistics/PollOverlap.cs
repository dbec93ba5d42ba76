namespace TelegramBotStack.Simulator;

/// <summary>A time in which two or more getUpdates requests of one bot were open at once.</summary>
/// <param name="From">When the second was received.</param>
/// <param name="To">When all but one had been answered or had hung up.</param>
public sealed record PollOverlap(DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>How long it lasted; zero when the second was answered at once.</summary>
    public TimeSpan Duration => To - From;
}
