using Nuke.Common.Sessions;

namespace Nuke.Common.Execution;

/// <summary>How much the console shows, by the oldest name NUKE has for it.</summary>
public static class Logging
{
    /// <summary>The lowest level that the console shows.</summary>
    public static LogLevel Level
    {
        get => (LogLevel)BuildSession.Current.Verbosity;
        set => BuildSession.Current.Verbosity = (Verbosity)value;
    }
}
