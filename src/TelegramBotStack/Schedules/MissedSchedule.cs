namespace TelegramBotStack;

/// <summary>What becomes of a time that passed while the bot did not run.</summary>
public enum MissedSchedule
{
    /// <summary>It is made up for once, as soon as the bot runs, however many times were missed.</summary>
    RunLate,

    /// <summary>It is left out when it is more than a minute late.</summary>
    Skip,
}
