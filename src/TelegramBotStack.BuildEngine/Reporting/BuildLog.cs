using System.Globalization;
using Nuke.Common.Execution;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Display;
using Serilog.Parsing;

namespace Nuke.Common.Reporting;

/// <summary>What one build logs: to the console above a level, to files entirely, warnings and errors again at the end.</summary>
internal sealed class BuildLog(ConsoleOutput console, Func<Host> host, Func<bool> timestamps)
{
    private readonly MessageTemplateTextFormatter _line = new("{Timestamp:HH:mm:ss} [{Level:u3}] {Message:l}{NewLine}{Exception}", CultureInfo.InvariantCulture);
    private readonly MessageTemplateTextFormatter _lineWithoutTime = new("[{Level:u3}] {Message:l}{NewLine}{Exception}", CultureInfo.InvariantCulture);
    private readonly MessageTemplateTextFormatter _message = new("{Message:l}", CultureInfo.InvariantCulture);
    private readonly List<Problem> _problems = [];
    private readonly Lock _lock = new();

    public LoggingLevelSwitch Level { get; } = new(LogEventLevel.Debug);

    /// <summary>The target that runs, or <see langword="null"/>.</summary>
    public string? Target { get; set; }

    public ILogEventSink? Files { get; set; }

    /// <summary>Warnings and errors so far.</summary>
    public IReadOnlyList<Problem> Problems
    {
        get
        {
            lock (_lock)
                return [.. _problems];
        }
    }

    public void Warn(string message) =>
        Write(new LogEvent(DateTimeOffset.Now, LogEventLevel.Warning, null, new MessageTemplate([new TextToken(message)]), []));

    public void Write(LogEvent logEvent)
    {
        Files?.Emit(logEvent);
        if (logEvent.Level >= LogEventLevel.Warning)
            Report(logEvent);
        if (logEvent.Level >= Level.MinimumLevel)
            console.WriteLine(Render(timestamps() ? _line : _lineWithoutTime, logEvent).TrimEnd('\n', '\r'), OutputStyles.Of(logEvent.Level));
    }

    private void Report(LogEvent logEvent)
    {
        var message = Render(_message, logEvent);
        lock (_lock)
            _problems.Add(new Problem(logEvent.Level, Target, message));
        host().ReportProblem(logEvent.Level, message, console);
    }

    private static string Render(MessageTemplateTextFormatter formatter, LogEvent logEvent)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        formatter.Format(logEvent, text);
        return text.ToString();
    }
}

/// <summary>A warning or an error of a target.</summary>
internal sealed record Problem(LogEventLevel Level, string? Target, string Message)
{
    public override string ToString() => $"[{(Level == LogEventLevel.Warning ? "WRN" : "ERR")}] {(Target is null ? "" : Target + ": ")}{Message}";
}
