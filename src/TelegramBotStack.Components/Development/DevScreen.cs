using System.Text.RegularExpressions;
using TelegramBotStack.Components.Output;

namespace TelegramBotStack.Components.Development;

/// <summary>Shows what happens while a bot is written: saves and what came of them, its log, and what ended it.</summary>
internal sealed partial class DevScreen(Screen screen)
{
    private readonly List<string> frames = [];
    private string? crash;
    private string? endedWith;

    /// <summary>How many changes reached the running bot without a new start.</summary>
    public int Reloads { get; private set; }

    /// <summary>How often the bot was started again for a change.</summary>
    public int Restarts { get; private set; }

    /// <summary>How often the bot ended by itself.</summary>
    public int Crashes { get; private set; }

    public void Show(DevLine line)
    {
        switch (line.Kind)
        {
            case DevLineKind.Noise or DevLineKind.Watching:
                return;
            case DevLineKind.Crash:
                (crash, _) = (line.Text, frames.RemoveAll(_ => true));
                return;
            case DevLineKind.Frame when crash is not null:
                frames.Add(line.Text);
                return;
            case DevLineKind.Ended:
                endedWith = line.Text;
                return;
            case DevLineKind.Waiting when endedWith is not null:
                // Not before: a save that comes earlier is not noticed.
                ShowEnd(endedWith);
                return;
            case DevLineKind.Waiting:
                return;
            case DevLineKind.Saved:
                screen.Row("~", "grey", "saved", line.Text);
                return;
            case DevLineKind.Reloaded:
                Reloads++;
                screen.Row("✓", "green", "reloaded", line.Text.Length == 0 ? "" : $"in {line.Text}");
                return;
            case DevLineKind.Restarting:
                ShowRestart("the change needs a new start of the bot");
                return;
            case DevLineKind.Compiler:
                screen.Styled(line.Text, line.Text.Contains(": error ", StringComparison.Ordinal) ? "red" : "yellow");
                return;
            case DevLineKind.Log:
                screen.Styled($"{line.Level} {line.Text}", line.Level switch { "warn" => "yellow", "fail" or "crit" => "red", "info" => null, _ => "grey" });
                return;
            default:
                screen.Line(line.Text);
                return;
        }
    }

    /// <summary>Says that the bot is started again, and why.</summary>
    public void ShowRestart(string reason)
    {
        Restarts++;
        screen.Row("…", "yellow", "restarting", reason);
    }

    /// <summary>The cause first: a stack trace that scrolls it away helps nobody.</summary>
    private void ShowEnd(string exitCode)
    {
        Crashes++;
        screen.Line();
        screen.Headline($"The bot ended with exit code {exitCode}{(crash is null ? "" : $": {crash}")}", good: false);
        if (frames.Find(frame => OwnSource().IsMatch(frame)) is { } own)
        {
            screen.Labelled("At", OwnSource().Match(own).Groups["place"].Value.Replace(":line ", ":", StringComparison.Ordinal));
        }

        frames.ForEach(frame => screen.Note(frame));
        screen.Labelled("Mend", "Change the code and save: it starts again.");
        (crash, endedWith) = (null, null);
        frames.Clear();
    }

    // A path that was made relative is one below the repository.
    [GeneratedRegex(@" in (?<place>(?!/|[A-Za-z]:\\)\S.*:line \d+)$")]
    private static partial Regex OwnSource();
}
