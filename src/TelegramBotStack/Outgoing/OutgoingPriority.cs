using TelegramBotStack.Outgoing;

namespace TelegramBotStack;

/// <summary>Which calls may wait for others. What a handler sends goes first.</summary>
public static class OutgoingPriority
{
    private static readonly AsyncLocal<(OutgoingMode Mode, ISendMark? Mark)> Flow = new();

    internal static OutgoingMode Current => Flow.Value.Mode;

    internal static ISendMark? Mark => Flow.Value.Mark;

    /// <summary>
    /// Marks the calls made until disposed, by this flow of control, as bulk: they keep to the rates of
    /// <see cref="OutgoingOptions"/>, and answers go before them.
    /// </summary>
    /// <returns>Ends it.</returns>
    public static IDisposable Low() => new Scope(OutgoingMode.Bulk);

    /// <summary>Calls that are made as they are: not slowed down, not repeated.</summary>
    internal static IDisposable Bare() => new Scope(OutgoingMode.Bare);

    /// <summary>A message of which nobody knows whether it has arrived is not sent again.</summary>
    internal static IDisposable AtMostOnce(bool isBulk, ISendMark? mark = null)
        => new Scope(OutgoingMode.AtMostOnce | (isBulk ? OutgoingMode.Bulk : OutgoingMode.Answer), mark);

    private sealed class Scope : IDisposable
    {
        private readonly (OutgoingMode, ISendMark?) _before = Flow.Value;

        public Scope(OutgoingMode mode, ISendMark? mark = null)
        {
            Flow.Value = (mode, mark);
        }

        public void Dispose() => Flow.Value = _before;
    }
}

[Flags]
internal enum OutgoingMode
{
    Answer = 0,
    Bulk = 1,
    AtMostOnce = 2,
    Bare = 4,
}
