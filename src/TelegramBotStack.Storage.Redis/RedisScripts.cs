namespace TelegramBotStack.Storage.Redis;

/// <summary>What Redis does as one step. Versions are compared as texts: Lua's numbers lose digits of them.</summary>
internal static class RedisScripts
{
    /// <summary>Fields of a change in the arguments of <see cref="Write"/>.</summary>
    public const int FieldsOfChange = 6;

    /// <summary>
    /// KEYS: the index, the expiring, the lease's history, and for each change its hash. ARGV: the time, the epoch of the lease
    /// in which the writer acts ('' without one), and for each change: key, value (only read with a version), new version (''
    /// deletes), expiry ('' for none), condition, expected version. A change that is there already was made by a try whose
    /// answer was lost.
    /// </summary>
    public const string Write =
        """
        local now = tonumber(ARGV[1])
        if ARGV[2] ~= '' and redis.call('HGET', KEYS[3], 'epoch') ~= ARGV[2] then
          return -1
        end
        for i = 4, #KEYS do
          local a = 3 + (i - 4) * 6
          local found = redis.call('HMGET', KEYS[i], 'version', 'expires')
          local current = found[1] or '0'
          if found[2] and tonumber(found[2]) <= now then current = '0' end
          if ARGV[a + 2] ~= '' and current == ARGV[a + 2] then return 1 end
          local condition = ARGV[a + 4]
          if condition == 'Present' and current == '0' or condition == 'Absent' and current ~= '0'
              or condition == 'Version' and current ~= ARGV[a + 5] then
            return 0
          end
        end
        for i = 4, #KEYS do
          local a = 3 + (i - 4) * 6
          redis.call('DEL', KEYS[i])
          redis.call('ZREM', KEYS[2], ARGV[a])
          if ARGV[a + 2] == '' then
            redis.call('ZREM', KEYS[1], ARGV[a])
          else
            redis.call('HSET', KEYS[i], 'value', ARGV[a + 1], 'version', ARGV[a + 2])
            redis.call('ZADD', KEYS[1], 0, ARGV[a])
            if ARGV[a + 3] ~= '' then
              redis.call('HSET', KEYS[i], 'expires', ARGV[a + 3])
              redis.call('PEXPIREAT', KEYS[i], ARGV[a + 3])
              redis.call('ZADD', KEYS[2], ARGV[a + 3], ARGV[a])
            end
          end
        end
        return 1
        """;

    /// <summary>KEYS: the index, the expiring. ARGV: from where, how many, the time. Returns the last key looked at, and those that have not expired.</summary>
    public const string List =
        """
        local keys = redis.call('ZRANGEBYLEX', KEYS[1], ARGV[1], '+', 'LIMIT', 0, ARGV[2])
        local result = { keys[#keys] or '' }
        for _, key in ipairs(keys) do
          local expires = redis.call('ZSCORE', KEYS[2], key)
          if not expires or tonumber(expires) > tonumber(ARGV[3]) then result[#result + 1] = key end
        end
        return result
        """;

    /// <summary>KEYS: the index, the expiring. ARGV: the time, how many, what hashes begin with. Returns how many were removed.</summary>
    public const string Sweep =
        """
        local keys = redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', ARGV[1], 'LIMIT', 0, ARGV[2])
        for _, key in ipairs(keys) do
          redis.call('DEL', ARGV[3] .. key)
          redis.call('ZREM', KEYS[1], key)
          redis.call('ZREM', KEYS[2], key)
        end
        return #keys
        """;
}
