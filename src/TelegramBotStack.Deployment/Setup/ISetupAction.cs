namespace TelegramBotStack.Deployment.Setup;

/// <summary>One thing that a host must have or be.</summary>
internal interface ISetupAction
{
    /// <summary>What it is called, such as <c>Docker Engine</c>.</summary>
    string Name { get; }

    /// <summary>Looks, and changes nothing.</summary>
    Task<SetupFinding> CheckAsync(SetupHost host, CancellationToken cancellationToken);

    /// <summary>Makes it right. Called only when the check found it missing; checked again afterwards.</summary>
    /// <exception cref="Errors.DeploymentException">It could not be made right.</exception>
    Task ApplyAsync(SetupHost host, CancellationToken cancellationToken);
}

/// <summary>What a check found.</summary>
/// <param name="State">Whether something is to be done.</param>
/// <param name="What">What is there, or what would be done, in a few words.</param>
internal sealed record SetupFinding(SetupState State, string What)
{
    public static SetupFinding Right(string what) => new(SetupState.Right, what);

    public static SetupFinding Missing(string what) => new(SetupState.Missing, what);

    public static SetupFinding LeftOut(string why) => new(SetupState.LeftOut, why);
}

/// <summary>Whether something is as it shall be.</summary>
public enum SetupState
{
    /// <summary>It was right already.</summary>
    Right,

    /// <summary>It is missing; in a report of what was done, nothing was done about it.</summary>
    Missing,

    /// <summary>It was made right now.</summary>
    Changed,

    /// <summary>It cannot be, or is better not done here.</summary>
    LeftOut,
}
