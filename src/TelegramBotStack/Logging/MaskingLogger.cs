using Microsoft.Extensions.Logging;
using TelegramBotStack.Configuration;
using TelegramBotStack.Observability;

namespace TelegramBotStack.Logging;

internal sealed class MaskingLogger(ILogger inner, SecretMask mask) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => IsClean(state, state is UpdateObservation ? null : state.ToString()) ? inner.BeginScope(state) : inner.BeginScope(mask.Apply(state.ToString()) ?? "");

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
        if (IsClean(state, text))
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

    // The scope of an update has numbers and the name of a handler only; it is there for every update.
    private bool IsClean<TState>(TState state, string? text)
        => state is UpdateObservation
            || (!mask.IsIn(text)
                && (state is not IEnumerable<KeyValuePair<string, object?>> fields
                    || !fields.Any(field => mask.IsIn(field.Value?.ToString()))));
}
