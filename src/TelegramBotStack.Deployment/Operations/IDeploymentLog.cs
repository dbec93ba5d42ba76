namespace TelegramBotStack.Deployment.Operations;

/// <summary>Told what an operation does while it does it. Called from one thread at a time.</summary>
public interface IDeploymentLog
{
    /// <summary>A step begins.</summary>
    void StepStarted(string name);

    /// <summary>A step is done.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="took">How long it took.</param>
    /// <param name="result">What came of it, in a few words.</param>
    void StepDone(string name, TimeSpan took, string? result);

    /// <summary>A step failed; what was begun is taken back next.</summary>
    void StepFailed(string name, TimeSpan took);

    /// <summary>Something worth knowing, in one line.</summary>
    void Note(string text);

    /// <summary>The last lines of a bot's log, to explain a failure.</summary>
    void BotLog(string release, IReadOnlyList<string> lines);
}
