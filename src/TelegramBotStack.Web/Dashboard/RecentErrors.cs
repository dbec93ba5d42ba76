using Microsoft.Extensions.Logging;

namespace TelegramBotStack.Web.Dashboard;

/// <summary>Something that was logged as an error.</summary>
internal sealed record LoggedError(DateTimeOffset At, string Source, string Text);

/// <summary>Keeps the last errors of the log, secrets masked as in the log.</summary>
internal sealed class RecentErrors(TimeProvider time) : ILoggerProvider
{
    private const int Kept = 20;
    private const int LongestText = 500;

    private readonly Lock _gate = new();
    private readonly Queue<LoggedError> _errors = new();

    /// <summary>The newest first.</summary>
    public IReadOnlyList<LoggedError> List()
    {
        lock (_gate)
        {
            return [.. _errors.Reverse()];
        }
    }

    public ILogger CreateLogger(string categoryName) => new Listener(this, categoryName[(categoryName.LastIndexOf('.') + 1)..]);

    public void Dispose()
    {
    }

    private void Keep(string source, string message, Exception? exception)
    {
        var text = exception is null ? message : $"{message} {exception.GetType().Name}: {exception.Message}";
        var error = new LoggedError(time.GetUtcNow(), source, text.Length > LongestText ? text[..LongestText] + "…" : text);
        lock (_gate)
        {
            _errors.Enqueue(error);
            if (_errors.Count > Kept)
            {
                _errors.Dequeue();
            }
        }
    }

    private sealed class Listener(RecentErrors errors, string source) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                errors.Keep(source, formatter(state, exception), exception);
            }
        }
    }
}
