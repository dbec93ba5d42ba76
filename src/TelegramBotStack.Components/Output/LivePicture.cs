using Spectre.Console;
using Spectre.Console.Rendering;

namespace TelegramBotStack.Components.Output;

/// <summary>
/// A picture that takes the whole terminal and is drawn over itself. On the terminal's second screen, so that it leaves
/// nothing behind, and from its upper left corner each time, so that a terminal that changes its size does not matter.
/// </summary>
internal sealed class LivePicture : IDisposable
{
    // xterm's control sequences: second screen, cursor; ECMA-48: cursor home, erase to the end of line and of screen.
    private const string Enter = "\u001b[?1049h\u001b[?25l";
    private const string Leave = "\u001b[?25h\u001b[?1049l";
    private const string Home = "\u001b[H";
    private const string EraseLine = "\u001b[K";
    private const string EraseBelow = "\u001b[J";

    private readonly IAnsiConsole console;
    private readonly TextWriter writer;

    public LivePicture(IAnsiConsole console, TextWriter writer)
    {
        this.console = console;
        this.writer = writer;
        writer.Write(Enter);
    }

    public void Show(IRenderable content)
    {
        using var text = new StringWriter();
        var drawing = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(text),
        });
        drawing.Profile.Capabilities.ColorSystem = console.Profile.Capabilities.ColorSystem;
        drawing.Profile.Width = console.Profile.Width;
        drawing.Write(content);
        var lines = text.ToString().TrimEnd('\n').Split('\n').Take(Math.Max(1, console.Profile.Height)).Select(line => line.TrimEnd('\r') + EraseLine);
        writer.Write(Home + string.Join("\r\n", lines) + EraseBelow);
        writer.Flush();
    }

    public void Dispose() => writer.Write(Leave);
}
