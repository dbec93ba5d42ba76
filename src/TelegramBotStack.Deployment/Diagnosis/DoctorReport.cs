namespace TelegramBotStack.Deployment.Diagnosis;

/// <summary>What Doctor found.</summary>
/// <param name="Checks">The checks, in the order in which they rest on each other.</param>
/// <param name="Seconds">How long it took, in seconds.</param>
public sealed record DoctorReport(IReadOnlyList<CheckResult> Checks, double Seconds)
{
    /// <summary>How many problems there are; warnings do not count.</summary>
    public int Problems => Checks.Count(check => check.State == CheckState.Problem);

    /// <summary>How many warnings there are.</summary>
    public int Warnings => Checks.Count(check => check.State == CheckState.Warning);

    /// <summary>What to mend first; null when there is no problem.</summary>
    public CheckResult? First => Checks.FirstOrDefault(check => check.State == CheckState.Problem);
}

/// <summary>One line of the report.</summary>
/// <param name="Category">What was looked at.</param>
/// <param name="Check">The check.</param>
/// <param name="State">How it came out.</param>
/// <param name="Found">What is so; for a problem its cause, for one left out the reason.</param>
public sealed record CheckResult(CheckCategory Category, string Check, CheckState State, string Found)
{
    /// <summary>The finding's code, with an entry in docs/troubleshooting.md; null when all is well.</summary>
    public string? Code { get; init; }

    /// <summary>The command to type or the edit to make; null when all is well.</summary>
    public string? Mend { get; init; }

    /// <summary>What <c>--fix</c> did about it; null when it did nothing.</summary>
    public string? Fixed { get; init; }
}

/// <summary>How a check came out.</summary>
public enum CheckState
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>Not as it should be, but the bot can work and be deployed.</summary>
    Warning,

    /// <summary>The bot cannot work, or be deployed, as it is.</summary>
    Problem,

    /// <summary>Not looked at: it does not apply, or what it rests on is not in order.</summary>
    LeftOut,
}
