using Serilog.Events;
using Spectre.Console;

namespace Nuke.Common.Reporting;

/// <summary>Colours by meaning; those of the terminal's own palette, so that they fit a light and a dark background.</summary>
internal static class OutputStyles
{
    public static Style Header { get; } = new(Color.Teal, null, Decoration.Bold);
    public static Style Success { get; } = new(Color.Green);
    public static Style Warning { get; } = new(Color.Olive);
    public static Style Error { get; } = new(Color.Maroon, null, Decoration.Bold);
    public static Style Faint { get; } = new(Color.Grey);

    public static Style? Of(LogEventLevel level) => level switch
    {
        LogEventLevel.Error or LogEventLevel.Fatal => (Style?)Error,
        LogEventLevel.Warning => Warning,
        LogEventLevel.Debug or LogEventLevel.Verbose => Faint,
        _ => null,
    };
}
