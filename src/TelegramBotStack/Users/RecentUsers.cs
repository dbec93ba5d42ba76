namespace TelegramBotStack.Users;

/// <summary>
/// The users seen lately, so that an update costs no read. Two generations: when the young one is full it becomes the old
/// one, and who is seen again comes back into the young one.
/// </summary>
internal sealed class RecentUsers(int capacity)
{
    private readonly Lock _gate = new();
    private Dictionary<long, BotUser> _young = [];
    private Dictionary<long, BotUser> _old = [];

    public BotUser? Find(long id)
    {
        lock (_gate)
        {
            if (!_young.TryGetValue(id, out var user) && _old.TryGetValue(id, out user))
            {
                KeepYoung(user);
            }

            return user;
        }
    }

    public void Keep(BotUser user)
    {
        lock (_gate)
        {
            KeepYoung(user);
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

    private void KeepYoung(BotUser user)
    {
        if (_young.Count >= capacity / 2 && !_young.ContainsKey(user.Id))
        {
            (_young, _old) = ([], _young);
        }

        _young[user.Id] = user;
    }
}
