namespace TelegramBotStack;

/// <summary>What is said about a handler of scheduled work when it is added.</summary>
public sealed class ScheduleOptions
{
    /// <summary>What becomes of a time that passed while the bot did not run. Default <see cref="MissedSchedule.RunLate"/>.</summary>
    public MissedSchedule Missed { get; set; } = MissedSchedule.RunLate;

    /// <summary>
    /// Whether a message is sent again of which nobody knows whether it has arrived, because the process was killed, or the
    /// connection broke, before the answer came. Default false: such a message is left out, and a warning logged.
    /// </summary>
    public bool RepeatUnanswered { get; set; }
}
