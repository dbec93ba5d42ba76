namespace TelegramBotStack.Sessions;

/// <summary>Writes the sessions of an update when its handler has ended well, all together.</summary>
internal sealed class SessionModule : IBotModule
{
    public void Configure(BotApplicationBuilder builder) => builder.UseJson(SessionJson.Default);

    public void ConfigureHandlers(BotHandlers handlers) => handlers.Use(HandleAsync);

    private static async Task HandleAsync(UpdateContext context, Func<Task> next)
    {
        await next().ConfigureAwait(false);
        if (context.Features.Get<OpenSessions>() is { } sessions)
        {
            await sessions.SaveAsync(context).ConfigureAwait(false);
        }
    }
}

/// <summary>The sessions that handlers of an update have asked for, by type.</summary>
internal sealed class OpenSessions
{
    private readonly Dictionary<Type, ISession> _sessions = [];

    public Session<T>? Find<T>()
        where T : class, new()
        => (Session<T>?)_sessions.GetValueOrDefault(typeof(T));

    public void Add<T>(Session<T> session)
        where T : class, new()
        => _sessions.Add(typeof(T), session);

    /// <exception cref="SessionConflictException">Another handler has changed one of them meanwhile.</exception>
    public async Task SaveAsync(UpdateContext context)
    {
        var batch = new StorageBatch();
        var changed = _sessions.Values.Where(session => session.AddTo(batch, context.Update.Id)).Select(session => session.Name).ToArray();
        if (changed.Length > 0 && !await context.Storage.WriteAsync(batch, context.CancellationToken).ConfigureAwait(false))
        {
            throw new SessionConflictException(changed);
        }
    }
}
