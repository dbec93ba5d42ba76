using Microsoft.Win32.SafeHandles;
using TelegramBotStack.Interop;

namespace TelegramBotStack.Lease;

/// <summary>A lease file whose lock this process holds.</summary>
internal sealed class HeldLease : ILease
{
    private readonly string _path;
    private readonly SafeFileHandle _file;

    public HeldLease(string path, SafeFileHandle file, string instance, DateTimeOffset now)
    {
        _path = path;
        _file = file;
        Predecessor = LeaseFile.Read(file) ?? new LeaseContent();
        Content = new LeaseContent { Epoch = Predecessor.Epoch + 1, Instance = instance, Since = now };
        LeaseFile.Write(file, Content);
    }

    public LeaseContent Content { get; private set; }

    public LeaseContent Predecessor { get; }

    public void NoteFirstPoll(DateTimeOffset at) => Write(Content with { FirstPollAt = at });

    /// <summary>Takes the epoch that a server has given, and keeps what the next instance here is told.</summary>
    public void Adopt(long epoch) => Write(Content with { Epoch = epoch });

    /// <summary>Leaves with the file what gives the next instance here precedence over those elsewhere.</summary>
    public void LeaveBaton(string baton) => Write(Content with { Baton = baton });

    public ValueTask ReleaseAsync(DateTimeOffset pollingStoppedAt, DateTimeOffset releasedAt, bool isParked = false)
    {
        Write(Content with { PollingStoppedAt = pollingStoppedAt, ReleasedAt = releasedAt });
        if (!OperatingSystem.IsWindows())
        {
            Posix.UnlockFile(_file);
        }

        _file.Dispose();
        return ValueTask.CompletedTask;
    }

    public bool IsStillHeld()
        => LeaseFile.Read(_path) is { } content && content.Epoch == Content.Epoch && content.Instance == Content.Instance;

    public void Dispose() => _file.Dispose();

    private void Write(LeaseContent content)
    {
        Content = content;
        LeaseFile.Write(_file, content);
    }
}
