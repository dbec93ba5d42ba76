namespace TelegramBotStack.BuildEngine.Tests.Conformance;

/// <summary>Where the embedded engine deliberately does not do what NUKE does.</summary>
/// <param name="Reason">Why.</param>
internal sealed record Difference(string Reason)
{
    /// <summary>The exit code, where it differs.</summary>
    public int? ExitCode { get; init; }

    /// <summary>What is printed instead, where all of it differs.</summary>
    public string? Output { get; init; }

    /// <summary>Replacements in what NUKE printed.</summary>
    public IReadOnlyList<(string Old, string New)> Edits { get; init; } = [];

    /// <summary>Whether lines may come in another order.</summary>
    public bool InAnyOrder { get; init; }

    /// <summary>The test that covers the run in place of this comparison, or why there is none.</summary>
    public string? ComparedElsewhere { get; init; }
}
