using TelegramBotStack;

/// <summary>The tasks of all users. Each has a key of its own, so that nothing has to be rewritten for another's sake.</summary>
public sealed class TaskStore(IStorage storage)
{
    private const string Open = "tasks/open/";
    private const string Done = "tasks/done/";

    private static readonly TimeSpan KeepDone = TimeSpan.FromDays(30);

    /// <summary>Adds a task. One with the same id is the same task, and is added once.</summary>
    public Task AddAsync(long user, TaskItem task, CancellationToken cancellationToken)
        => storage.TryAddAsync(KeyOf(Open, user, task.Id), task, cancellationToken: cancellationToken);

    public Task<TaskItem?> FindAsync(long user, string id, CancellationToken cancellationToken)
        => storage.GetAsync<TaskItem>(KeyOf(Open, user, id), cancellationToken);

    /// <summary>The open tasks of a user: what is due first comes first, then what matters most.</summary>
    public async Task<IReadOnlyList<TaskItem>> ListAsync(long user, CancellationToken cancellationToken)
    {
        var tasks = new List<TaskItem>();
        await foreach (var key in storage.EnumerateAsync($"{Open}{user}/", cancellationToken: cancellationToken))
        {
            if (await storage.GetAsync<TaskItem>(key, cancellationToken) is { } task)
            {
                tasks.Add(task);
            }
        }

        return [.. tasks.OrderBy(task => task.DueAt ?? DateTimeOffset.MaxValue).ThenByDescending(task => task.Priority).ThenBy(task => task.CreatedAt)];
    }

    /// <summary>Changes an open task.</summary>
    /// <returns>The task as it is now; null when it is no longer open.</returns>
    public async Task<TaskItem?> ChangeAsync(long user, string id, Func<TaskItem, TaskItem> change, CancellationToken cancellationToken)
    {
        var key = KeyOf(Open, user, id);
        while (await storage.ReadAsync<TaskItem>(key, cancellationToken) is { Value: { } task, Version: var version })
        {
            var changed = change(task);
            if (await storage.TrySetAsync(key, changed, version, cancellationToken: cancellationToken))
            {
                return changed;
            }
        }

        return null;
    }

    /// <summary>Moves a task to those that are done, where it is kept for a month.</summary>
    /// <returns>The task; null when it is no longer open.</returns>
    public async Task<TaskItem?> CompleteAsync(long user, string id, CancellationToken cancellationToken)
    {
        var key = KeyOf(Open, user, id);
        // Both or neither, also when the process is killed in between.
        return await storage.ReadAsync<TaskItem>(key, cancellationToken) is { Value: { } task, Version: var version }
            && await storage.WriteAsync(new StorageBatch().DeleteIf(key, version).Set(KeyOf(Done, user, id), task, KeepDone), cancellationToken)
                ? task
                : null;
    }

    public Task<bool> DeleteAsync(long user, string id, CancellationToken cancellationToken)
        => storage.DeleteAsync(KeyOf(Open, user, id), cancellationToken);

    /// <summary>How many tasks of all users are open, and how many were done in the last month.</summary>
    public async Task<(long Open, long Done)> CountAsync(CancellationToken cancellationToken) => (
        await storage.EnumerateAsync(Open, cancellationToken: cancellationToken).LongCountAsync(cancellationToken),
        await storage.EnumerateAsync(Done, cancellationToken: cancellationToken).LongCountAsync(cancellationToken));

    private static string KeyOf(string state, long user, string id) => $"{state}{user}/{id}";
}
