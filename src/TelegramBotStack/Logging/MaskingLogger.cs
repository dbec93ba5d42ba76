using Microsoft.Extensions.Logging;
using TelegramBotStack.Configuration;

namespace TelegramBotStack.Logging;

internal sealed class MaskingLogger(ILogger inner, SecretMask mask) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => inner.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        var text = formatter(state, exception);
        var shownException = exception is not null && mask.IsIn(exception.ToString())
            ? new MaskedException(mask.Apply(exception.ToString()))
            : exception;
        var isClean = !mask.IsIn(text)
            && (state is not IEnumerable<KeyValuePair<string, object?>> fields
                || !fields.Any(field => mask.IsIn(field.Value?.ToString())));
        if (isClean)
        {
            inner.Log(logLevel, eventId, state, shownException, formatter);
        }
        else
        {
            // The fields are given up with the token in them; structured providers still get the text.
            var maskedText = mask.Apply(text);
            inner.Log(logLevel, eventId, maskedText, shownException, static (shown, _) => shown);
        }
    }
}
