using Nuke.Common.Sessions;
using Serilog;
using Serilog.Events;

namespace Nuke.Common.Reporting;

/// <summary>Serilog's logger is global, builds are not: every event goes to the build in whose flow it is written.</summary>
internal sealed class AmbientLogger : ILogger
{
    private static readonly AmbientLogger Instance = new();

    public static void Install()
    {
        if (Log.Logger is not AmbientLogger)
            Log.Logger = Instance;
    }

    public void Write(LogEvent logEvent) => BuildSession.Current.Log.Write(logEvent);

    public bool IsEnabled(LogEventLevel level) => true;
}
