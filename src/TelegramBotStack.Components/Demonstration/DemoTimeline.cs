using System.Diagnostics;
using TelegramBotStack.Components.Output;

namespace TelegramBotStack.Components.Demonstration;

/// <summary>The demo's one screen: each phase with when it ended, how long it took and what came of it.</summary>
internal sealed class DemoTimeline(Screen screen)
{
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly List<DemoPhase> phases = [];

    public IReadOnlyList<DemoPhase> Phases => phases;

    public TimeSpan Elapsed => clock.Elapsed;

    /// <summary>Runs a phase and says what it does before it does it.</summary>
    public async Task RunAsync(string name, Func<Task<string>> action)
    {
        var started = clock.Elapsed;
        screen.Begin(name);
        try
        {
            var result = await action().ConfigureAwait(false);
            Close(new DemoPhase(name, DemoOutcome.Done, clock.Elapsed - started, result));
            screen.Done(name, clock.Elapsed - started, result);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            Close(new DemoPhase(name, DemoOutcome.Failed, clock.Elapsed - started, error.Message));
            screen.Failed(name, clock.Elapsed - started);
            throw;
        }
    }

    /// <summary>Says that a phase cannot be had here, and why.</summary>
    public void LeaveOut(string name, string reason)
    {
        Close(new DemoPhase(name, DemoOutcome.LeftOut, TimeSpan.Zero, reason));
        screen.LeftOut(name, reason);
    }

    private void Close(DemoPhase phase) => phases.Add(phase);
}

/// <summary>One phase of the demo.</summary>
/// <param name="Name">What was done.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Took">How long it took.</param>
/// <param name="Result">What came of it, or why it was left out.</param>
internal sealed record DemoPhase(string Name, DemoOutcome Outcome, TimeSpan Took, string Result);

/// <summary>How a phase of the demo ended.</summary>
internal enum DemoOutcome
{
    /// <summary>It was run.</summary>
    Done,

    /// <summary>It failed.</summary>
    Failed,

    /// <summary>It cannot be had on this machine.</summary>
    LeftOut,
}
