namespace Nuke.Common;

/// <summary>The lowest level that the console shows.</summary>
public enum LogLevel
{
    /// <summary>Everything.</summary>
    Trace = Verbosity.Verbose,

    /// <summary>Debug and above.</summary>
    Normal = Verbosity.Normal,

    /// <summary>Warnings and errors.</summary>
    Warning = Verbosity.Minimal,

    /// <summary>Errors.</summary>
    Error = Verbosity.Quiet,
}
