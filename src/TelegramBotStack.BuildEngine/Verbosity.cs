namespace Nuke.Common;

/// <summary>How much the console shows; log files always get everything.</summary>
public enum Verbosity
{
    /// <summary>Everything.</summary>
    Verbose,

    /// <summary>Debug and above. The default.</summary>
    Normal,

    /// <summary>Warnings and errors.</summary>
    Minimal,

    /// <summary>Errors.</summary>
    Quiet,
}
