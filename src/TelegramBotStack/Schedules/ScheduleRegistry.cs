namespace TelegramBotStack.Schedules;

/// <summary>The bot's handlers of scheduled work, by name.</summary>
internal sealed class ScheduleRegistry
{
    private readonly Dictionary<string, ScheduledHandler> _handlers = new(StringComparer.Ordinal);

    public IReadOnlyCollection<ScheduledHandler> Handlers => _handlers.Values;

    public void Add(ScheduledHandler handler)
    {
        if (!_handlers.TryAdd(handler.Name, handler))
        {
            throw new ArgumentException($"'{handler.Name}' has a handler.", nameof(handler));
        }
    }

    public ScheduledHandler? Find(string name) => _handlers.GetValueOrDefault(name);
}

/// <param name="Name">Its name.</param>
/// <param name="Options">What is said about it.</param>
/// <param name="Recurrence">When it runs by itself; null for when it is asked for.</param>
/// <param name="Run">Runs it.</param>
internal sealed record ScheduledHandler(
    string Name, ScheduleOptions Options, Recurrence? Recurrence, Func<ScheduledRun, Task> Run);
