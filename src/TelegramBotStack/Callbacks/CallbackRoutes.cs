namespace TelegramBotStack.Callbacks;

/// <summary>The buttons that have handlers, by name. A name is the whole of what is before the first colon, so that none hides another.</summary>
internal sealed class CallbackRoutes
{
    private readonly Dictionary<string, Func<UpdateContext, Task>> _handlers = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Names => _handlers.Keys;

    /// <exception cref="ArgumentException">The name is malformed or has a handler.</exception>
    public void Add(string name, Func<UpdateContext, Task> handler)
    {
        if (!_handlers.TryAdd(CallbackData.CheckName(name), handler))
        {
            throw new ArgumentException($"Buttons named '{name}' have a handler.", nameof(name));
        }
    }

    /// <summary>What handles this update, or null when it is no press of a button with a route.</summary>
    public Func<UpdateContext, Task>? Find(UpdateContext context)
    {
        if (_handlers.Count == 0 || context.Update.CallbackQuery?.Data is not { } text)
        {
            return null;
        }

        var data = CallbackData.Parse(text);
        return _handlers.TryGetValue(data.Name, out var handler) ? update => HandleAsync(update, data, handler) : null;
    }

    private static async Task HandleAsync(UpdateContext context, CallbackData data, Func<UpdateContext, Task> handler)
    {
        var payload = data.Token is null
            ? data.Payload
            : await LongCallbackData.FindAsync(context.Storage, data.Token, context.CancellationToken).ConfigureAwait(false);
        if (payload is null)
        {
            await context.AnswerTooOldAsync().ConfigureAwait(false);
            return;
        }

        context.Features.Set(new CallbackPress(payload));
        await handler(context).ConfigureAwait(false);
    }
}

/// <summary>What the pressed button carries.</summary>
internal sealed record CallbackPress(string Payload);
