namespace TelegramBotStack.Deployment.Diagnosis;

/// <summary>Looks whether one thing is as it should be. Changes nothing.</summary>
internal interface ICheck
{
    /// <summary>What it looks at.</summary>
    CheckCategory Category { get; }

    /// <summary>What it is called in the report.</summary>
    string Name { get; }

    /// <summary>
    /// Checks that must be in order first. Without them this one is left out, so that a consequence is not named beside its
    /// cause.
    /// </summary>
    IReadOnlyList<Type> After => [];

    /// <summary>Checks that are waited for, because this one uses what they find out, but need not be in order.</summary>
    IReadOnlyList<Type> Awaiting => [];

    /// <summary>How long it may take.</summary>
    TimeSpan Limit => TimeSpan.FromSeconds(40);

    /// <returns>What was found.</returns>
    /// <exception cref="Errors.DeploymentException">A problem that has its code already.</exception>
    Task<CheckOutcome> RunAsync(DoctorContext context, CancellationToken cancellationToken);
}

/// <summary>A check whose problem can be mended without asking anybody, and without risk.</summary>
internal interface IFix : ICheck
{
    /// <summary>Mends what the check found.</summary>
    /// <returns>What was done, in a few words; null when there was nothing to do.</returns>
    Task<string?> FixAsync(DoctorContext context, CancellationToken cancellationToken);
}

/// <summary>What a check found.</summary>
/// <param name="Found">What is so, in a few words; shown when nothing is wrong.</param>
/// <param name="Findings">What is wrong, the worst first.</param>
internal sealed record CheckOutcome(string Found, params IReadOnlyList<Finding> Findings)
{
    /// <summary>Whether the check does not apply here; <see cref="Found"/> says why.</summary>
    public bool IsLeftOut { get; private init; }

    public static CheckOutcome LeftOut(string reason) => new(reason) { IsLeftOut = true };
}
