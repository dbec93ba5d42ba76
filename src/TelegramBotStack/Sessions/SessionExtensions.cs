using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using TelegramBotStack.Sessions;
using TelegramBotStack.Storage;

namespace TelegramBotStack;

/// <summary>What a bot remembers of users and chats between updates.</summary>
/// <example><code>
/// var bot = BotApplication.CreateBuilder(args).UseSessions&lt;Cart&gt;().Build();
/// bot.Command("add", async context =>
/// {
///     var cart = await context.SessionAsync&lt;Cart&gt;();
///     cart.Value.Items.Add(context.ArgumentText);
///     await context.ReplyAsync($"{cart.Value.Items.Count} in your cart.");
/// });
/// </code></example>
public static class SessionExtensions
{
    /// <summary>Lets handlers have sessions that hold an object of a type. May be called for several types.</summary>
    /// <typeparam name="T">What they hold; kept as JSON, see <see cref="StorageBuilderExtensions.UseJson"/>.</typeparam>
    /// <param name="builder">The bot.</param>
    /// <param name="configure">Says more about them. Default: one for each user in each chat, for ever.</param>
    public static BotApplicationBuilder UseSessions<T>(this BotApplicationBuilder builder, Action<SessionOptions<T>>? configure = null)
        where T : class, new()
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = new SessionOptions<T>();
        configure?.Invoke(options);
        builder.Services.AddSingleton(options);
        return builder.AddModule(new SessionModule());
    }

    /// <summary>The session of this update's user, chat or both; read when it is asked for first.</summary>
    /// <typeparam name="T">What it holds.</typeparam>
    /// <param name="context">The update.</param>
    /// <returns>The same object for the whole update. What is changed in it is written when the handler has ended.</returns>
    /// <exception cref="InvalidOperationException">The bot was built without <see cref="UseSessions"/> for the type, or the update has no such user or chat.</exception>
    /// <remarks>A <see cref="SessionConflictException"/> fails the update when another handler has changed the session meanwhile.</remarks>
    public static async Task<Session<T>> SessionAsync<T>(this UpdateContext context)
        where T : class, new()
    {
        ArgumentNullException.ThrowIfNull(context);
        var open = context.Features.Get<OpenSessions>();
        if (open is null)
        {
            context.Features.Set(open = new OpenSessions());
        }

        if (open.Find<T>() is { } known)
        {
            return known;
        }

        var (options, key) = Of<T>(context);
        var stored = await context.Storage.ReadAsync<StoredSession>(key, context.CancellationToken).ConfigureAwait(false);
        var session = new Session<T>(options, key, stored, context.Update.Id, context.Services.GetRequiredService<StorageJson>());
        open.Add(session);
        return session;
    }

    /// <summary>
    /// Changes a session at once, with no other change between reading and writing: for those that several chats share, such as
    /// counters. Not for one that the handler has asked for by <see cref="SessionAsync"/> as well.
    /// </summary>
    /// <typeparam name="T">What it holds.</typeparam>
    /// <param name="context">The update.</param>
    /// <param name="change">Changes it, or returns another one. Without effects: it is called again when another change came between.</param>
    /// <returns>What it holds now.</returns>
    /// <exception cref="InvalidOperationException">As for <see cref="SessionAsync"/>.</exception>
    public static async Task<T> UpdateSessionAsync<T>(this UpdateContext context, Func<T, T> change)
        where T : class, new()
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(change);
        var (options, key) = Of<T>(context);
        var json = context.Services.GetRequiredService<StorageJson>();
        var stored = options.ForgetAfter is { } forgetAfter
            ? await context.Storage.UpdateAsync<StoredSession>(key, Change, forgetAfter, context.CancellationToken).ConfigureAwait(false)
            : await context.Storage.UpdateAsync<StoredSession>(key, Change, context.CancellationToken).ConfigureAwait(false);
        return stored.Read<T>(json);

        StoredSession Change(StoredSession? current)
            => StoredSession.Of(json.Serialize(change(current?.Read<T>(json) ?? new T())), context.Update.Id);
    }

    private static (SessionOptions<T> Options, string Key) Of<T>(UpdateContext context)
        where T : class, new()
    {
        var options = context.Services.GetService<SessionOptions<T>>()
            ?? throw new InvalidOperationException($"Sessions of {typeof(T).Name} need builder.UseSessions<{typeof(T).Name}>() before the bot is built.");
        var owner = (options.Scope, context.Chat, context.User) switch
        {
            (SessionScope.User, _, { Id: var user }) => string.Create(CultureInfo.InvariantCulture, $"user/{user}"),
            (SessionScope.Chat, { Id: var chat }, _) => string.Create(CultureInfo.InvariantCulture, $"chat/{chat}"),
            (SessionScope.UserInChat, { Id: var chat }, { Id: var user }) => string.Create(CultureInfo.InvariantCulture, $"{chat}/{user}"),
            _ => throw new InvalidOperationException($"An update of type {context.Update.Type} has no session of a {options.Scope}."),
        };
        return (options, $"botstack/session/{options.Name}/{owner}");
    }
}
