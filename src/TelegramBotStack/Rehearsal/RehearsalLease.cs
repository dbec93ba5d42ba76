using System.Text.Json;
using TelegramBotStack.Lease;
using TelegramBotStack.Status;

namespace TelegramBotStack.Rehearsal;

/// <summary>Hands out leases on nothing, as <see cref="FlockLeaseSource"/> does: from a thread of its own.</summary>
internal sealed class RehearsalLeaseSource : ILeaseSource
{
    public LeaseContent? Read() => null;

    public Task<ILease> AcquireAsync(CancellationToken cancellationToken)
    {
        var acquired = new TaskCompletionSource<ILease>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() => acquired.TrySetResult(new RehearsalLease())) { IsBackground = true }.UnsafeStart();
        return acquired.Task.WaitAsync(cancellationToken);
    }
}

/// <summary>A lease on nothing, whose content is written and read all the same.</summary>
internal sealed class RehearsalLease : ILease
{
    private byte[] _file = "{}"u8.ToArray();

    public RehearsalLease()
    {
        Predecessor = JsonSerializer.Deserialize(_file, ContractJson.Default.LeaseContent)!;
        Content = new LeaseContent { Epoch = Predecessor.Epoch + 1, Instance = "rehearsal" };
    }

    public LeaseContent Content { get; private set; }

    public LeaseContent Predecessor { get; }

    public void NoteFirstPoll(DateTimeOffset at) => Write(Content with { FirstPollAt = at });

    public ValueTask ReleaseAsync(DateTimeOffset pollingStoppedAt, DateTimeOffset releasedAt, bool isParked = false)
    {
        Write(Content with { PollingStoppedAt = pollingStoppedAt, ReleasedAt = releasedAt });
        return ValueTask.CompletedTask;
    }

    public bool IsStillHeld() => true;

    public void Dispose()
    {
    }

    private void Write(LeaseContent content)
    {
        Content = content;
        _file = JsonSerializer.SerializeToUtf8Bytes(content, ContractJson.Default.LeaseContent);
    }
}
