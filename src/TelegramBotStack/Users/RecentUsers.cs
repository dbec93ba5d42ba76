namespace TelegramBotStack.Users;

/// <summary>
/// The people seen lately, users or not, so that an update costs no read. Two generations: when the young one is full it becomes the old
/// one, and who is seen again comes back into the young one.
/// </summary>
internal sealed class RecentUsers(int capacity)
{
    private readonly Lock _gate = new();
    private Dictionary<long, BotUser?> _young = [];
    private Dictionary<long, BotUser?> _old = [];

    /// <param name="id">The person's id at Telegram.</param>
    /// <param name="user">Null for somebody who is no user.</param>
    /// <returns>False when nothing is remembered.</returns>
    public bool TryFind(long id, out BotUser? user)
    {
        lock (_gate)
        {
            if (_young.TryGetValue(id, out user))
            {
                return true;
            }

            if (!_old.TryGetValue(id, out user))
            {
                return false;
            }

            KeepYoung(id, user);
            return true;
        }
    }

    public void Keep(long id, BotUser? user)
    {
        lock (_gate)
        {
            KeepYoung(id, user);
        }
    }

    public void Forget(long id)
    {
        lock (_gate)
        {
            _young.Remove(id);
            _old.Remove(id);
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            (_young, _old) = ([], []);
        }
    }

    private void KeepYoung(long id, BotUser? user)
    {
        if (_young.Count >= capacity / 2 && !_young.ContainsKey(id))
        {
            (_young, _old) = ([], _young);
        }

        _young[id] = user;
    }
}
