namespace TelegramBotStack;

/// <summary>
/// How a bot keeps its users, and what it says to them. The functions do what the methods of <see cref="BotBase"/> with
/// similar names do for a bot that is a class, and win over them.
/// </summary>
public sealed class UsersOptions
{
    private TimeSpan _lastSeenPrecision = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Called once for each user who writes for the first time, before the message is handled. When the process is killed
    /// meanwhile, it is called again. What it throws is logged, and the message is handled all the same.
    /// </summary>
    public Func<UpdateContext, BotUser, Task>? OnRegistered { get; set; }

    /// <summary>What <c>/start</c> answers. Default: the text <c>users.welcome</c>.</summary>
    public Func<UpdateContext, Task<string>>? Welcome { get; set; }

    /// <summary>What <c>/status</c> answers; administrators see the state of the bot below it. Default: the text <c>users.status</c>.</summary>
    public Func<UpdateContext, Task<string>>? Status { get; set; }

    /// <summary>
    /// How exact <see cref="BotUser.LastSeenAt"/> is: a user's messages cause at most one write in this time. Zero to a day;
    /// default one minute.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below zero or above a day.</exception>
    public TimeSpan LastSeenPrecision
    {
        get => _lastSeenPrecision;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, TimeSpan.FromDays(1));
            _lastSeenPrecision = value;
        }
    }
}
