using StackExchange.Redis;

namespace TelegramBotStack.Storage.Redis;

/// <summary>What things are called in Redis. The braces keep all keys of a bot on one node of a cluster.</summary>
internal sealed class RedisKeys
{
    public RedisKeys(string prefix)
    {
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        if (!prefix.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_'))
        {
            throw new ArgumentException($"'{prefix}' is no prefix for Redis: use letters, digits, - and _.", nameof(prefix));
        }

        Values = $"{{{prefix}}}:value:";
        Index = $"{{{prefix}}}:keys";
        Expiring = $"{{{prefix}}}:expiring";
        Lease = $"{{{prefix}}}:lease";
        LeaseHistory = $"{{{prefix}}}:lease:history";
        LeaseReleases = $"{{{prefix}}}:lease:releases";
    }

    /// <summary>What precedes a key in the name of its hash: <c>value</c>, <c>version</c>, <c>expires</c>.</summary>
    public string Values { get; }

    /// <summary>Sorted set of all keys, each with the score 0, which sorts them by their bytes.</summary>
    public RedisKey Index { get; }

    /// <summary>Sorted set of the keys that expire, by when.</summary>
    public RedisKey Expiring { get; }

    /// <summary>Hash that exists while the lease is held or kept for somebody: <c>claim</c>, <c>baton</c>.</summary>
    public RedisKey Lease { get; }

    /// <summary>Hash that stays: <c>epoch</c> of the last holder, and its <c>content</c>.</summary>
    public RedisKey LeaseHistory { get; }

    /// <summary>Channel that tells when the lease is let go.</summary>
    public string LeaseReleases { get; }

    public RedisKey Of(string key) => Values + key;
}
