using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TelegramBotStack.Schedules;

namespace TelegramBotStack;

/// <summary>Work that runs at a time, whether or not anybody writes to the bot then, and after a restart as well.</summary>
public static class ScheduleExtensions
{
    /// <summary>Adds a handler of scheduled work; <c>context.ScheduleAsync</c> and <see cref="BotSchedules"/> say when it runs.</summary>
    /// <typeparam name="T">What it is given. Kept as JSON; see <see cref="StorageBuilderExtensions.UseJson"/>.</typeparam>
    /// <param name="handlers">The bot's handlers.</param>
    /// <param name="name">Its name. What was scheduled finds it by that, in later releases too.</param>
    /// <param name="handler">What to do.</param>
    /// <param name="configure">Says more about the handler. Default: nothing.</param>
    /// <exception cref="ArgumentException">The name has a handler.</exception>
    public static BotHandlers Schedule<T>(
        this BotHandlers handlers, string name, Func<ScheduledContext<T>, Task> handler, Action<ScheduleOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Add(handlers, name, null, run => handler(new ScheduledContext<T>(run)), configure);
    }

    /// <summary>Adds work that the bot does by itself, again and again.</summary>
    /// <param name="handlers">The bot's handlers.</param>
    /// <param name="name">Its name.</param>
    /// <param name="recurrence">When; without a zone of its own it is read in that of the bot.</param>
    /// <param name="handler">What to do.</param>
    /// <param name="configure">Says more about the handler. Default: nothing.</param>
    /// <exception cref="ArgumentException">The name has a handler.</exception>
    public static BotHandlers Recurring(
        this BotHandlers handlers,
        string name,
        Recurrence recurrence,
        Func<ScheduledContext, Task> handler,
        Action<ScheduleOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(recurrence);
        ArgumentNullException.ThrowIfNull(handler);
        return Add(handlers, name, recurrence, run => handler(new ScheduledContext(run)), configure);
    }

    /// <inheritdoc cref="Schedule{T}(BotHandlers, string, Func{ScheduledContext{T}, Task}, Action{ScheduleOptions})"/>
    public static BotApplication Schedule<T>(
        this BotApplication bot, string name, Func<ScheduledContext<T>, Task> handler, Action<ScheduleOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(bot);
        bot.Handlers.Schedule(name, handler, configure);
        return bot;
    }

    /// <inheritdoc cref="Recurring(BotHandlers, string, Recurrence, Func{ScheduledContext, Task}, Action{ScheduleOptions})"/>
    public static BotApplication Recurring(
        this BotApplication bot,
        string name,
        Recurrence recurrence,
        Func<ScheduledContext, Task> handler,
        Action<ScheduleOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(bot);
        bot.Handlers.Recurring(name, recurrence, handler, configure);
        return bot;
    }

    /// <summary>Changes the settings of scheduled work.</summary>
    /// <param name="builder">The bot.</param>
    /// <param name="settings">The settings.</param>
    /// <exception cref="ArgumentException">This machine does not know the time zone.</exception>
    public static BotApplicationBuilder ConfigureSchedules(this BotApplicationBuilder builder, ScheduleSettings settings)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.Concurrency, 1);
        if (settings.TimeZone is { } zone)
        {
            TimeZones.Find(zone);
        }

        builder.Services.Replace(ServiceDescriptor.Singleton(settings));
        return builder;
    }

    extension(UpdateContext context)
    {
        /// <summary>What is going to run.</summary>
        public BotSchedules Schedules => context.Services.GetRequiredService<BotSchedules>();

        /// <summary>Schedules a run for the chat and user of this update, once however often the update is delivered.</summary>
        /// <typeparam name="T">What the handler is given.</typeparam>
        /// <param name="name">Name of the handler.</param>
        /// <param name="at">When; a time that has passed is at once.</param>
        /// <param name="payload">What the handler is given. Kept as JSON.</param>
        /// <returns>The entry; it survives a crash from now on.</returns>
        /// <exception cref="ArgumentException">There is no such handler.</exception>
        public Task<ScheduledEntry> ScheduleAsync<T>(string name, DateTimeOffset at, T payload)
            => context.AddAsync(name, at, null, payload);

        /// <summary>Schedules a run after a time; otherwise as with a time of the day.</summary>
        /// <typeparam name="T">What the handler is given.</typeparam>
        /// <param name="name">Name of the handler.</param>
        /// <param name="after">How long from now.</param>
        /// <param name="payload">What the handler is given. Kept as JSON.</param>
        /// <returns>The entry; it survives a crash from now on.</returns>
        /// <exception cref="ArgumentException">There is no such handler.</exception>
        public Task<ScheduledEntry> ScheduleAsync<T>(string name, TimeSpan after, T payload)
            => context.AddAsync(name, context.Services.GetRequiredService<TimeProvider>().GetUtcNow() + after, null, payload);

        /// <summary>Schedules a run at a time by the user's clock: that of <see cref="BotSchedules.GetTimeZoneAsync"/>.</summary>
        /// <typeparam name="T">What the handler is given.</typeparam>
        /// <param name="name">Name of the handler.</param>
        /// <param name="local">The time; see <see cref="TimeZones.ToInstant"/> for one that is put forward or comes twice.</param>
        /// <param name="payload">What the handler is given. Kept as JSON.</param>
        /// <returns>The entry; it survives a crash from now on.</returns>
        /// <exception cref="ArgumentException">There is no such handler.</exception>
        public async Task<ScheduledEntry> ScheduleLocalAsync<T>(string name, DateTime local, T payload)
        {
            var zone = await context.Schedules.GetTimeZoneAsync(context.User?.Id, context.CancellationToken).ConfigureAwait(false);
            return await context.AddAsync(name, TimeZones.ToInstant(local, zone), null, payload).ConfigureAwait(false);
        }

        /// <summary>Schedules runs that come again and again; otherwise as a single one.</summary>
        /// <typeparam name="T">What the handler is given.</typeparam>
        /// <param name="name">Name of the handler.</param>
        /// <param name="recurrence">When; without a zone of its own it is read in the user's.</param>
        /// <param name="payload">What the handler is given. Kept as JSON.</param>
        /// <returns>The entry; it survives a crash from now on.</returns>
        /// <exception cref="ArgumentException">There is no such handler, or the recurrence never comes.</exception>
        public Task<ScheduledEntry> ScheduleAsync<T>(string name, Recurrence recurrence, T payload)
            => context.AddAsync(name, null, recurrence, payload);

        private Task<ScheduledEntry> AddAsync<T>(string name, DateTimeOffset? at, Recurrence? recurrence, T payload)
        {
            var counter = context.Features.Get<AddedInUpdate>();
            if (counter is null)
            {
                context.Features.Set(counter = new AddedInUpdate());
            }

            var onceKey = string.Create(
                CultureInfo.InvariantCulture, $"botstack/schedule-once/{context.Update.Id}/{Interlocked.Increment(ref counter.Count)}");
            return context.Schedules.AddAsync(
                name, at, recurrence, payload, context.Chat?.Id, context.User?.Id, onceKey, context.CancellationToken);
        }
    }

    private static BotHandlers Add(
        BotHandlers handlers, string name, Recurrence? recurrence, Func<ScheduledRun, Task> run, Action<ScheduleOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(handlers);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var options = new ScheduleOptions();
        configure?.Invoke(options);
        handlers.Schedules.Add(new ScheduledHandler(name, options, recurrence, run));
        return handlers;
    }

    private sealed class AddedInUpdate
    {
        public int Count;
    }
}
