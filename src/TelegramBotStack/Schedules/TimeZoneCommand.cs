using System.Globalization;
using Microsoft.Extensions.Options;
using Telegram.Bot.Types.ReplyMarkups;
using TelegramBotStack.Callbacks;

namespace TelegramBotStack.Schedules;

/// <summary><c>/timezone</c>: a button for each zone that is offered, and what happens when one is pressed or written.</summary>
internal sealed class TimeZoneCommand(BotSchedules schedules, IOptions<TimeZoneOptions> options, TimeProvider time)
{
    public const string Button = "botstack.zone";

    private const int ButtonsInRow = 2;

    public async Task AskAsync(UpdateContext context)
    {
        if (context.ArgumentText.Length > 0)
        {
            var zone = await ChooseAsync(context, context.ArgumentText).ConfigureAwait(false);
            await (zone is null
                ? context.ReplyAsync(context.Localize("time_zones.unknown", ("given", context.ArgumentText)), Keyboard())
                : context.ReplyAsync(Describe(context, "time_zones.chosen", zone))).ConfigureAwait(false);
            return;
        }

        var now = await schedules.GetTimeZoneAsync(context.User?.Id, context.CancellationToken).ConfigureAwait(false);
        await context.ReplyAsync(Describe(context, "time_zones.choose", now), Keyboard()).ConfigureAwait(false);
    }

    public async Task PressAsync(UpdateContext context)
    {
        if (await ChooseAsync(context, context.CallbackData).ConfigureAwait(false) is not { } zone)
        {
            await context.AnswerTooOldAsync().ConfigureAwait(false);
            return;
        }

        await context.AnswerAsync().ConfigureAwait(false);
        await PressedMessage.ReplaceAsync(context, Describe(context, "time_zones.chosen", zone)).ConfigureAwait(false);
    }

    /// <returns>The user's zone from now on; null when this machine does not know it.</returns>
    private async Task<TimeZoneInfo?> ChooseAsync(UpdateContext context, string name)
    {
        if (context.User is not { } user || TimeZones.TryFind(name) is not { } zone)
        {
            return null;
        }

        await schedules.SetTimeZoneAsync(user.Id, zone.Id, context.CancellationToken).ConfigureAwait(false);
        return zone;
    }

    private string Describe(UpdateContext context, string key, TimeZoneInfo zone) => context.Localize(
        key,
        ("zone", zone.Id),
        ("time", TimeZoneInfo.ConvertTime(time.GetUtcNow(), zone).ToString("HH:mm", CultureInfo.InvariantCulture)));

    private InlineKeyboardMarkup Keyboard() => new(options.Value.Offered
        .Where(zone => TimeZones.TryFind(zone) is not null)
        .Select(zone => InlineKeyboardButton.WithCallbackData(CityOf(zone), $"{Button}:{zone}"))
        .Chunk(ButtonsInRow));

    // New York, of America/New_York.
    private static string CityOf(string zone) => zone[(zone.LastIndexOf('/') + 1)..].Replace('_', ' ');
}
