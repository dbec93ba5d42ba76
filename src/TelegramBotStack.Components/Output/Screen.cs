using Spectre.Console;
using Spectre.Console.Rendering;

namespace TelegramBotStack.Components.Output;

/// <summary>
/// What a person sees of a running target. It goes to standard output, or to standard error when the result is
/// printed as JSON. Colours and rewritten lines only on a terminal.
/// </summary>
internal sealed class Screen
{
    private readonly IAnsiConsole console;
    private readonly TextWriter writer;
    private readonly bool rewritesLines;
    private string? open;

    public Screen(bool json)
    {
        writer = json ? Console.Error : Console.Out;
        var redirected = json ? Console.IsErrorRedirected : Console.IsOutputRedirected;
        console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        rewritesLines = !redirected && console.Profile.Capabilities.Ansi;
        if (redirected)
        {
            // A log file is not 80 columns wide.
            console.Profile.Width = int.MaxValue / 2;
        }
    }

    /// <summary>Says what is being done now; <see cref="Done"/> or <see cref="Failed"/> closes the line.</summary>
    public void Begin(string what)
    {
        CloseOpenLine();
        console.Markup($"  [grey]…[/] {Markup.Escape(what)}");
        if (rewritesLines)
        {
            open = what;
        }
        else
        {
            console.WriteLine();
        }
    }

    /// <summary>Says that something was done, how long it took, and what came of it.</summary>
    public void Done(string what, TimeSpan took, string? result = null) => Close("[green]✓[/]", what, took, result);

    /// <summary>Says that something failed.</summary>
    public void Failed(string what, TimeSpan took, string? result = null) => Close("[red]✗[/]", what, took, result);

    /// <summary>Says that something was left out, and why.</summary>
    public void LeftOut(string what, string reason)
    {
        CloseOpenLine();
        console.MarkupLine($"  [yellow]–[/] {Markup.Escape(what.PadRight(28))} [yellow]left out:[/] {Markup.Escape(reason)}");
    }

    /// <summary>Writes a line of a list: a mark in its colour, a name, and what is so.</summary>
    public void Row(string mark, string colour, string what, string text)
    {
        CloseOpenLine();
        console.MarkupLine($"  [{colour}]{mark}[/] {Markup.Escape(what.PadRight(22))} {Markup.Escape(text)}");
    }

    /// <summary>Writes something worth knowing, below the step it belongs to.</summary>
    public void Note(string text)
    {
        CloseOpenLine();
        console.MarkupLine($"    [grey]{Markup.Escape(text)}[/]");
    }

    /// <summary>Writes one line of text as it is.</summary>
    public void Line(string text = "")
    {
        CloseOpenLine();
        console.WriteLine(text);
    }

    /// <summary>Writes one line of text in a colour; null for none.</summary>
    public void Styled(string text, string? colour)
    {
        CloseOpenLine();
        console.WriteLine(text, colour is null ? Style.Plain : Style.Parse(colour));
    }

    /// <summary>Writes one line of a unified diff: what is added and what is taken away in colours of their own.</summary>
    public void Difference(string line)
    {
        CloseOpenLine();
        var style = line switch
        {
            ['+', ..] => new Style(Color.Green),
            ['-', ..] => new Style(Color.Red),
            ['@', ..] => new Style(Color.Grey),
            _ => Style.Plain,
        };
        console.WriteLine(line, style);
    }

    /// <summary>Writes a line that stands out: the last line of a target.</summary>
    public void Headline(string text, bool good)
    {
        CloseOpenLine();
        console.MarkupLine($"[bold {(good ? "green" : "red")}]{Markup.Escape(text)}[/]");
    }

    /// <summary>Writes a labelled line, such as the cause of an error.</summary>
    public void Labelled(string label, string text)
    {
        CloseOpenLine();
        console.MarkupLine($"  [grey]{Markup.Escape(label.PadRight(7))}[/] {Markup.Escape(text)}");
    }

    /// <summary>Whether it is a terminal, on which a picture can be kept up to date.</summary>
    public bool IsTerminal => rewritesLines;

    /// <summary>How many columns a line has.</summary>
    public int Width => console.Profile.Width;

    /// <summary>Writes a table, or something else that is laid out.</summary>
    public void Write(IRenderable content)
    {
        CloseOpenLine();
        console.Write(content);
    }

    /// <summary>Begins a picture that takes the whole terminal, until it is disposed.</summary>
    public LivePicture BeginPicture()
    {
        CloseOpenLine();
        return new LivePicture(console, writer);
    }

    private void Close(string mark, string what, TimeSpan took, string? result)
    {
        if (open == what)
        {
            writer.Write("\r\u001b[K");
            open = null;
        }

        CloseOpenLine();
        var end = result is null ? "" : $"  [grey]{Markup.Escape(result)}[/]";
        console.MarkupLine($"  {mark} {Markup.Escape(what.PadRight(28))} [grey]{took.TotalSeconds,6:0.0} s[/]{end}");
    }

    private void CloseOpenLine()
    {
        if (open is not null)
        {
            open = null;
            console.WriteLine();
        }
    }
}
