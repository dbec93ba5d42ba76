using System.Diagnostics;

namespace TelegramBotStack.Playground.Tests.NewUser;

/// <summary>A command with what it showed and how long it took.</summary>
internal sealed record RecordedCommand(string Command, IReadOnlyList<TerminalLine> Lines, TimeSpan Took);

/// <summary>The commands of a session, run one after the other.</summary>
/// <param name="directory">Where the session begins.</param>
/// <param name="environment">Variables of all commands.</param>
/// <param name="shownAs">Paths of this machine, and what is shown in their place.</param>
internal sealed class Recording(
    string directory, IReadOnlyDictionary<string, string?> environment, IReadOnlyList<KeyValuePair<string, string>> shownAs) : IAsyncDisposable
{
    private readonly List<RecordedCommand> commands = [];
    private Terminal? running;
    private string? command;
    private long began;
    private int told;

    /// <summary>Where commands are run; <c>cd</c> changes it.</summary>
    public string Directory { get; private set; } = directory;

    public IReadOnlyList<RecordedCommand> Commands => commands;

    /// <summary>The terminal of the command that was begun last.</summary>
    public Terminal Running => running!;

    /// <summary>Begins a command; the terminal is for whoever answers it.</summary>
    public Terminal Begin(string typed)
    {
        (command, began, told) = (typed, Stopwatch.GetTimestamp(), 0);
        return running = Terminal.Start(Real(typed), Directory, environment);
    }

    public void Enter(string typed) =>
        Directory = Path.GetFullPath(Path.Combine(Directory, Real(typed)));

    /// <summary>What the running command has shown since this was last asked.</summary>
    public IReadOnlyList<TerminalLine> News()
    {
        var lines = Shown();
        var news = lines.Skip(told).ToList();
        told = lines.Count;
        return news;
    }

    /// <summary>Waits until the command has ended with 0.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        await running!.ShouldEndWellAsync(cancellationToken);
        commands.Add(new RecordedCommand(command!, Shown(), Stopwatch.GetElapsedTime(began)));
    }

    public async ValueTask DisposeAsync()
    {
        if (running is not null)
        {
            await running.DisposeAsync();
        }
    }

    private List<TerminalLine> Shown() =>
    [
        .. TranscriptText.Told(running!.Screen).Select(line => new TerminalLine([.. line.Spans.Select(span => span with { Text = ForReaders(span.Text) })])),
    ];

    private string Real(string typed) => shownAs.Where(path => path.Value.Length > 0)
        .Aggregate(typed, (text, path) => text.Replace(path.Value, path.Key, StringComparison.Ordinal));

    private string ForReaders(string text) => shownAs.Aggregate(text, (shown, path) => shown.Replace(path.Key, path.Value, StringComparison.Ordinal));
}
