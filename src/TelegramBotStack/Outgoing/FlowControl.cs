namespace TelegramBotStack.Outgoing;

/// <summary>
/// Keeps what is sent to a chat in order, and slow enough. A refusal (429) makes its own chat rest; the others go on.
/// </summary>
internal sealed class FlowControl : IDisposable
{
    private const int ManyChats = 1_000;
    private const int SeveralChats = 3;
    private static readonly TimeSpan PacedAfterRefusal = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly OutgoingOptions _options;
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly OverallPace _overall;
    private readonly Dictionary<ChatKey, ChatState> _chats = [];
    private readonly Dictionary<ChatKey, TimeSpan> _refused = [];
    private TimeSpan _isPacedUntil;
    private TimeSpan _sweepAt;

    public FlowControl(OutgoingOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        _start = time.GetTimestamp();
        _overall = new OverallPace(options.Overall, options.Pacing == OutgoingPacing.Always, () => Now, time);
    }

    /// <summary>Chats about which something is known.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _chats.Count;
            }
        }
    }

    private TimeSpan Now => _time.GetElapsedTime(_start);

    /// <summary>Waits for what was sent to the chat before. The turn lasts until it is given back.</summary>
    public async ValueTask<ChatState?> TakeTurnAsync(OutgoingCall call, OutgoingMode mode, CancellationToken cancellationToken)
    {
        if (call.Chat is not { } key)
        {
            return null;
        }

        ChatState? chat;
        TaskCompletionSource? turn;
        lock (_gate)
        {
            if (!_chats.TryGetValue(key, out chat))
            {
                chat = new ChatState(key, key.IsGroup ? _options.Group : _options.PrivateChat);
                _chats.Add(key, chat);
            }

            turn = QueueOf(chat, call).Enter(IsBulk(mode));
        }

        if (turn is not null)
        {
            using var cancelled = cancellationToken.UnsafeRegister(
                static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), turn);
            await turn.Task.ConfigureAwait(false);
        }

        return chat;
    }

    public void GiveBackTurn(ChatState? chat, OutgoingCall call)
    {
        if (chat is null)
        {
            return;
        }

        lock (_gate)
        {
            QueueOf(chat, call).Leave();
            var now = Now;
            if (chat.IsIdle(now))
            {
                _chats.Remove(chat.Key);
            }

            if (_chats.Count > ManyChats && now >= _sweepAt)
            {
                _sweepAt = now + TimeSpan.FromSeconds(10);
                foreach (var idle in _chats.Values.Where(one => one.IsIdle(now)).ToArray())
                {
                    _chats.Remove(idle.Key);
                }
            }
        }
    }

    /// <summary>Waits until the call may be sent.</summary>
    /// <returns>To be given to <see cref="Answered"/>.</returns>
    public async ValueTask<SentCall> PaceAsync(ChatState? chat, OutgoingCall call, OutgoingMode mode, CancellationToken cancellationToken)
    {
        if (chat is null)
        {
            return default;
        }

        bool waitsForAll;
        WindowSlot? place = null;
        while (true)
        {
            TimeSpan wait;
            lock (_gate)
            {
                var now = Now;
                var isPaced = chat.Key.IsGroup || chat.IsPacedUntil > now || IsCareful(mode);
                wait = chat.RestsUntil - now;
                if (isPaced && wait <= TimeSpan.Zero)
                {
                    wait = chat.Window.WaitFor(call.Messages, now);
                }

                waitsForAll = _isPacedUntil > now || IsCareful(mode);
                if (wait <= TimeSpan.Zero)
                {
                    place = isPaced ? chat.Window.Take(call.Messages, now) : null;
                    break;
                }
            }

            await Task.Delay(wait + TimeSpan.FromMilliseconds(1), _time, cancellationToken).ConfigureAwait(false);
        }

        var slot = waitsForAll
            ? await _overall.WaitAsync(call.Messages, IsBulk(mode), cancellationToken).ConfigureAwait(false)
            : _overall.Pass(call.Messages);
        return new SentCall(chat, place, slot);
    }

    public void Answered(SentCall sent)
    {
        if (sent.Chat is not { } chat)
        {
            return;
        }

        _overall.Answered(sent.Overall);
        if (sent.InChat is { } place)
        {
            lock (_gate)
            {
                chat.Window.Answered(place, Now);
            }
        }
    }

    /// <summary>Telegram has said 429 with how long to wait.</summary>
    public void Refused(ChatState chat, TimeSpan retryAfter)
    {
        lock (_gate)
        {
            var now = Now;
            chat.Refuse(now + retryAfter, now + retryAfter + PacedAfterRefusal);
            _refused[chat.Key] = now;
            foreach (var (key, at) in _refused.ToArray())
            {
                if (now - at > AtOnce)
                {
                    _refused.Remove(key);
                }
            }

            if (_refused.Count >= SeveralChats)
            {
                // It does not say whether it means the chat or the bot.
                _isPacedUntil = now + PacedAfterRefusal;
            }
        }
    }

    public void Dispose() => _overall.Dispose();

    private static TurnQueue QueueOf(ChatState chat, OutgoingCall call) => call.IsEdit ? chat.Edits : chat.Messages;

    private static bool IsBulk(OutgoingMode mode) => mode.HasFlag(OutgoingMode.Bulk);

    private bool IsCareful(OutgoingMode mode) => _options.Pacing == OutgoingPacing.Always || IsBulk(mode);
}

/// <summary>A call that is on its way.</summary>
internal readonly record struct SentCall(ChatState? Chat, WindowSlot? InChat, WindowSlot Overall);
