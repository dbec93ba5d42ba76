using System.Globalization;
using Nuke.Common.Sessions;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Display;

namespace Nuke.Common.Reporting;

/// <summary><c>.nuke/temp/build.log</c> of the last run and one file with its time; the newest five stay.</summary>
internal static class LogFiles
{
    private const int Kept = 5;
    private const string TargetProperty = "Target";

    public static Logger Open(string directory, BuildSession session)
    {
        var latest = Path.Combine(directory, "build.log");
        File.Delete(latest);
        foreach (var old in Directory.GetFiles(directory, "build.????-??-??_??-??-??.log").OrderDescending(StringComparer.Ordinal).Skip(Kept - 1))
            File.Delete(old);

        var dated = Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"build.{session.Clock.GetLocalNow():yyyy-MM-dd_HH-mm-ss}.log"));
        return new LoggerConfiguration()
            .MinimumLevel.Verbose()
            .Enrich.With(new TargetEnricher(session))
            .WriteTo.File(new MaskedFormatter("{Timestamp:HH:mm:ss.fff} | {Level:u1} | {Target,-20:l} | {Message:l}{NewLine}{Exception}", session.Secrets), latest)
            .WriteTo.File(new MaskedFormatter("{Level:u1} | {Target,-20:l} | {Message:l}{NewLine}{Exception}", session.Secrets), dated)
            .CreateLogger();
    }

    private sealed class TargetEnricher(BuildSession session) : ILogEventEnricher
    {
        public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory) =>
            logEvent.AddPropertyIfAbsent(new LogEventProperty(TargetProperty, new ScalarValue(session.Log.Target ?? "")));
    }

    private sealed class MaskedFormatter(string template, SecretMask secrets) : ITextFormatter
    {
        private readonly MessageTemplateTextFormatter _inner = new(template, CultureInfo.InvariantCulture);

        public void Format(LogEvent logEvent, TextWriter output)
        {
            using var text = new StringWriter(CultureInfo.InvariantCulture);
            _inner.Format(logEvent, text);
            output.Write(secrets.Apply(text.ToString()));
        }
    }
}
