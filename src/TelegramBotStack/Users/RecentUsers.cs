using System.Collections.Concurrent;

namespace TelegramBotStack.Users;

/// <summary>
/// The users seen lately, so that an update costs no read. Two generations: when the young one is full it becomes the old
/// one, and who is seen again comes back into the young one.
/// </summary>
internal sealed class RecentUsers(int capacity)
{
    private volatile ConcurrentDictionary<long, BotUser> _young = new();
    private volatile ConcurrentDictionary<long, BotUser> _old = new();

    public BotUser? Find(long id)
    {
        if (_young.TryGetValue(id, out var user))
        {
            return user;
        }

        if (_old.TryRemove(id, out user))
        {
            Keep(user);
        }

        return user;
    }

    public void Keep(BotUser user)
    {
        var young = _young;
        young[user.Id] = user;
        if (young.Count > capacity / 2 && Interlocked.CompareExchange(ref _young, new(), young) == young)
        {
            _old = young;
        }
    }

    public void Forget(long id)
    {
        _young.TryRemove(id, out _);
        _old.TryRemove(id, out _);
    }

    public void Clear()
    {
        _young = new();
        _old = new();
    }
}
