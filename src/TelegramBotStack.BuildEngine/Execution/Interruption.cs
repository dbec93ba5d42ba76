using System.Runtime.InteropServices;
using Nuke.Common.Reporting;
using TelegramBotStack.BuildEngine;

namespace Nuke.Common.Execution;

/// <summary>
/// Turns signals into a token, so that the running target ends by itself and assured targets run after it. The second signal
/// says what is awaited, the third ends the process at once.
/// </summary>
internal sealed class Interruption(ConsoleOutput console, BuildInvocation invocation) : IDisposable
{
    private static readonly TimeSpan SignalDelivery = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _source = CancellationTokenSource.CreateLinkedTokenSource(invocation.Cancellation);
    private readonly List<PosixSignalRegistration> _registrations = [];
    private int _signals;

    public CancellationToken Token => _source.Token;

    public bool IsRequested => _source.IsCancellationRequested;

    /// <summary>
    /// Whether a target that was cancelled was so by a signal. A component's own handler runs before this one, so the
    /// target may be over a moment before the signal is known here.
    /// </summary>
    public bool IsRequestedOrComing() => _source.Token.WaitHandle.WaitOne(SignalDelivery);

    public void Watch()
    {
        if (!invocation.HandlesSignals)
            return;
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP])
            _registrations.Add(PosixSignalRegistration.Create(signal, Handle));
    }

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _registrations.Clear();
    }

    private void Handle(PosixSignalContext context)
    {
        var count = Interlocked.Increment(ref _signals);
        if (count > 2)
            return;

        context.Cancel = true;
        console.WriteLine(count == 1
            ? $"{context.Signal} received: waiting for the running target to end."
            : "Still waiting for the running target; once more ends the process at once.");
        if (count == 1)
            _source.Cancel();
    }
}
