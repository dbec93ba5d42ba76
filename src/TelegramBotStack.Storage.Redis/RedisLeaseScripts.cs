namespace TelegramBotStack.Storage.Redis;

/// <summary>
/// What Redis does with the lease as one step. KEYS are always the lease and its history. The lease expires by Redis' own clock.
/// </summary>
internal static class RedisLeaseScripts
{
    /// <summary>
    /// ARGV: claim, baton, milliseconds, content, the highest epoch that the claimant knows of. Returns the epoch (0 when the
    /// lease is somebody else's), the content of the last holder, and the milliseconds until the lease may be free. A Redis
    /// that has forgotten its history may have forgotten a holder with it, so nobody gets the lease for as long as that may last.
    /// </summary>
    public const string Acquire =
        """
        local held = redis.call('HMGET', KEYS[1], 'claim', 'baton')
        local last = redis.call('HMGET', KEYS[2], 'epoch', 'content')
        if held[1] == ARGV[1] then
          redis.call('PEXPIRE', KEYS[1], ARGV[3])
          return { last[1], redis.call('HGET', KEYS[2], 'before') or '', '0' }
        end
        if held[1] and not (held[1] == '' and held[2] ~= '' and held[2] == ARGV[2]) then
          return { '0', last[2] or '', tostring(redis.call('PTTL', KEYS[1])) }
        end
        if not last[1] and tonumber(ARGV[5]) > 0 then
          redis.call('HSET', KEYS[1], 'claim', '', 'baton', '')
          redis.call('PEXPIRE', KEYS[1], ARGV[3])
          redis.call('HSET', KEYS[2], 'epoch', ARGV[5], 'content', '')
          return { '0', '', ARGV[3] }
        end
        local epoch = math.max(tonumber(last[1] or '0'), tonumber(ARGV[5])) + 1
        redis.call('HSET', KEYS[1], 'claim', ARGV[1], 'baton', '')
        redis.call('PEXPIRE', KEYS[1], ARGV[3])
        redis.call('HSET', KEYS[2], 'epoch', string.format('%d', epoch), 'content', ARGV[4], 'before', last[2] or '')
        return { string.format('%d', epoch), last[2] or '', '0' }
        """;

    /// <summary>ARGV: claim, milliseconds, epoch, content. Returns 1 when the lease is still the claim's.</summary>
    public const string Renew =
        """
        local claim = redis.call('HGET', KEYS[1], 'claim')
        if claim == ARGV[1] then
          redis.call('PEXPIRE', KEYS[1], ARGV[2])
          return 1
        end
        local epoch = redis.call('HGET', KEYS[2], 'epoch')
        if claim and claim ~= '' or epoch and tonumber(epoch) > tonumber(ARGV[3]) then
          return 0
        end
        redis.call('HSET', KEYS[1], 'claim', ARGV[1], 'baton', '')
        redis.call('PEXPIRE', KEYS[1], ARGV[2])
        redis.call('HSET', KEYS[2], 'epoch', ARGV[3], 'content', ARGV[4])
        return 1
        """;

    /// <summary>ARGV: claim, content, baton ('' for whoever comes first), milliseconds it is kept for it, channel.</summary>
    public const string Release =
        """
        if redis.call('HGET', KEYS[1], 'claim') == ARGV[1] then
          redis.call('HSET', KEYS[2], 'content', ARGV[2])
          if ARGV[3] == '' then
            redis.call('DEL', KEYS[1])
          else
            redis.call('HSET', KEYS[1], 'claim', '', 'baton', ARGV[3])
            redis.call('PEXPIRE', KEYS[1], ARGV[4])
          end
          redis.call('PUBLISH', ARGV[5], '')
        end
        return 1
        """;
}
