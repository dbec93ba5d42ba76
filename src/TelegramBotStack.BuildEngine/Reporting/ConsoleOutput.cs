using Spectre.Console;

namespace Nuke.Common.Reporting;

/// <summary>Where the engine writes for people: no colours into a pipe, no secret anywhere.</summary>
internal sealed class ConsoleOutput(TextWriter writer, bool colors, SecretMask secrets)
{
    private readonly Lock _lock = new();
    private AnsiWriter? _ansi;

    public void WriteLine() => WriteLine("");

    public void WriteLine(string text, Style? style = null)
    {
        var masked = secrets.Apply(text);
        lock (_lock)
        {
            if (!colors || style is null)
            {
                writer.WriteLine(masked);
                return;
            }

            _ansi ??= new AnsiWriter(writer, new AnsiCapabilities { Ansi = true, ColorSystem = ColorSystem.Standard });
            _ansi.Write(masked, style.Value, null);
            writer.WriteLine();
        }
    }

    public void Flush() => writer.Flush();
}
