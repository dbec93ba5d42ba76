using TelegramBotStack.Deployment.Status;

namespace TelegramBotStack.Deployment.Diagnosis;

/// <summary>Why a bot's process ended.</summary>
internal enum EndKind
{
    Unknown,
    Stopped,
    Crashed,
    Killed,
    Hung,
    OutOfMemory,
    TokenRefused,
    BadConfiguration,
}

/// <summary>Why a bot's process ended, from what the runtime remembers and what the bot wrote down last.</summary>
/// <param name="Kind">The kind of end.</param>
/// <param name="Text">The reason in a sentence.</param>
internal sealed record EndReason(EndKind Kind, string Text)
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);

    public static EndReason Of(BotFacts facts)
    {
        // The engine may not have told of the last end yet, or any more.
        var end = facts.LastEnd is { } told && (facts.Process.EndedAt is not { } ended || (told.At - ended).Duration() < Tolerance) ? told : null;
        var exitCode = facts.IsUp ? end?.ExitCode : facts.Process.ExitCode;
        var outOfMemory = end?.OutOfMemory == true || facts.Process.OutOfMemory;
        var (state, error) = facts.LastRun ?? (InstanceState.Unknown, null);
        var said = error?.Message;
        return (exitCode, error?.Code) switch
        {
            _ when outOfMemory => new EndReason(EndKind.OutOfMemory, "the kernel killed it"),
            (_, "crashed") when said?.Contains(nameof(OutOfMemoryException), StringComparison.Ordinal) == true =>
                new EndReason(EndKind.OutOfMemory, "it ran out of memory and crashed"),
            (_, "token-revoked") => new EndReason(EndKind.TokenRefused, said!),
            (75, _) or (_, "hung") => new EndReason(EndKind.Hung, Sentence(said?.Replace("The bot hung: ", "", StringComparison.Ordinal) ?? "its watchdog found it hung (exit code 75)")),
            (78, _) => new EndReason(EndKind.BadConfiguration, said ?? "the last lines of its log say what."),
            (0, _) => new EndReason(EndKind.Stopped, "it was told to finish (exit code 0)."),
            (137, not "crashed") => new EndReason(EndKind.Killed, "it was killed (exit code 137): from outside, or for want of memory."),
            (143, not "crashed") => new EndReason(EndKind.Killed, "it was ended by a signal (exit code 143)."),
            (var code, "crashed") => new EndReason(EndKind.Crashed, Sentence(said!) + (code is null ? "" : $" (exit code {code})")),
            ({ } code, _) => new EndReason(EndKind.Crashed, $"it ended with exit code {code}."),
            _ when state == InstanceState.Stopped => new EndReason(EndKind.Stopped, "it was told to finish."),
            _ when state is InstanceState.Unknown => new EndReason(EndKind.Unknown, "why is not known any more."),
            _ => new EndReason(EndKind.Killed, "it was killed, or crashed, without a word."),
        };
    }

    private static string Sentence(string text) => text.EndsWith('.') ? text : text + ".";
}
