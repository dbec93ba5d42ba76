namespace TelegramBotStack.Simulator;

/// <summary>Something that goes wrong with an API call.</summary>
public abstract record Fault
{
    private Fault()
    {
    }

    /// <summary>The call is refused with 429 and not carried out.</summary>
    /// <param name="retryAfterSeconds">How long the bot is told to wait, from 1.</param>
    public static Fault TooManyRequests(int retryAfterSeconds)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(retryAfterSeconds, 1);
        return new Refusal(429, retryAfterSeconds);
    }

    /// <summary>The call is refused with a 5xx status and not carried out.</summary>
    /// <param name="status">500 to 599.</param>
    public static Fault ServerError(int status = 500)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(status, 500);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(status, 599);
        return new Refusal(status, null);
    }

    /// <summary>The call is carried out after a delay.</summary>
    /// <param name="by">How long, on the simulator's clock.</param>
    public static Fault Delay(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        return new Lateness(by);
    }

    /// <summary>The connection is cut before the call is carried out.</summary>
    public static Fault DropConnection() => new Drop(AfterTheEffect: false);

    /// <summary>The call is carried out, but the connection is cut before the answer: the bot never learns of it.</summary>
    public static Fault DropAnswer() => new Drop(AfterTheEffect: true);

    internal sealed record Refusal(int Status, int? RetryAfterSeconds) : Fault;

    internal sealed record Lateness(TimeSpan By) : Fault;

    internal sealed record Drop(bool AfterTheEffect) : Fault;
}
