namespace TelegramBotStack.Simulator;

/// <summary>A press of an inline button, and the bot's answer to it.</summary>
public sealed class ButtonPress
{
    private readonly TaskCompletionSource<CallbackAnswer> _answer =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal ButtonPress(string id, long userId, string data, DateTimeOffset pressedAt)
    {
        Id = id;
        UserId = userId;
        Data = data;
        PressedAt = pressedAt;
    }

    /// <summary>Id of the callback query.</summary>
    public string Id { get; }

    /// <summary>The callback data the bot gets.</summary>
    public string Data { get; }

    internal DateTimeOffset PressedAt { get; }

    internal long UserId { get; }

    /// <summary>What the bot has answered; null as long as it has not.</summary>
    internal CallbackAnswer? GivenAnswer { get; private set; }

    /// <summary>Waits until the bot has called answerCallbackQuery for this press.</summary>
    /// <param name="timeout">How long to wait, real time. Default 10 s.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TimeoutException">The bot has not answered in time.</exception>
    public async Task<CallbackAnswer> Answer(TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        try
        {
            return await _answer.Task.WaitAsync(timeout ?? TimeSpan.FromSeconds(10), cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"The bot has not called answerCallbackQuery for the button with data \"{Data}\".");
        }
    }

    internal void Complete(CallbackAnswer answer)
    {
        if (_answer.TrySetResult(answer))
        {
            GivenAnswer = answer;
        }
    }
}

/// <summary>What the bot answered to a button press.</summary>
/// <param name="Text">The notification; null if none is shown.</param>
/// <param name="ShowAlert">True when it must be dismissed by the user.</param>
/// <param name="Url">What is opened; null if nothing.</param>
public sealed record CallbackAnswer(string? Text, bool ShowAlert, string? Url);
