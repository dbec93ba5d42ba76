using TelegramBotStack.Lease;

namespace TelegramBotStack.Rehearsal;

/// <summary>A lease on nothing.</summary>
internal sealed class RehearsalLease : ILease
{
    public LeaseContent Content { get; } = new() { Epoch = 1, Instance = "rehearsal" };

    public LeaseContent Predecessor { get; } = new();

    public void NoteFirstPoll(DateTimeOffset at)
    {
    }

    public void Release(DateTimeOffset pollingStoppedAt, DateTimeOffset releasedAt)
    {
    }

    public bool IsStillHeld() => true;

    public void Dispose()
    {
    }
}
