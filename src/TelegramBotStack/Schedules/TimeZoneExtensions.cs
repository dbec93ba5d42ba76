using Microsoft.Extensions.DependencyInjection;
using TelegramBotStack.Schedules;

namespace TelegramBotStack;

/// <summary>A bot whose users have time zones of their own; docs/schedules.md.</summary>
public static class TimeZoneExtensions
{
    /// <summary>
    /// Brings <c>/timezone</c>, with which users choose their time zone by a button or by its name. What they have scheduled by
    /// their clock goes by it; see <see cref="BotSchedules.GetTimeZoneAsync"/>.
    /// </summary>
    /// <param name="builder">The bot that is being described.</param>
    /// <param name="configure">Says more. Default: nothing.</param>
    public static BotApplicationBuilder UseTimeZones(this BotApplicationBuilder builder, Action<TimeZoneOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (configure is not null)
        {
            builder.Services.Configure(configure);
        }

        return builder.AddModule(new TimeZoneModule());
    }

    extension(UpdateContext context)
    {
        /// <summary>A moment as the user's clock shows it; see <see cref="BotSchedules.GetTimeZoneAsync"/>.</summary>
        /// <param name="moment">The moment.</param>
        public async Task<DateTime> ToLocalTimeAsync(DateTimeOffset moment)
        {
            var zone = await context.Schedules.GetTimeZoneAsync(context.User?.Id, context.CancellationToken).ConfigureAwait(false);
            return TimeZoneInfo.ConvertTime(moment, zone).DateTime;
        }
    }

    private sealed class TimeZoneModule : IBotModule
    {
        public void Configure(BotApplicationBuilder builder) => builder.Services.AddSingleton<TimeZoneCommand>();

        public void ConfigureHandlers(BotHandlers handlers) => handlers
            .DefaultCommand("timezone", context => Command(context).AskAsync(context), options => options.DescribeLocalized("commands.timezone"))
            .Callback(TimeZoneCommand.Button, context => Command(context).PressAsync(context));

        private static TimeZoneCommand Command(UpdateContext context) => context.Services.GetRequiredService<TimeZoneCommand>();
    }
}
