namespace Nuke.Common.Tooling;

/// <summary>Which stream of a process a line came from.</summary>
public enum OutputType
{
    /// <summary>Standard output.</summary>
    Std,

    /// <summary>Standard error.</summary>
    Err,
}

/// <summary>A line that a process wrote.</summary>
public readonly record struct Output
{
    /// <summary>The stream.</summary>
    public OutputType Type { get; init; }

    /// <summary>The line without its break.</summary>
    public string Text { get; init; }
}
