using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using TelegramBotStack;

/// <summary>Says that something has failed: to the user that it did, to the administrators what and where, at most once a minute.</summary>
public sealed class FailureNotices(IRoles roles, TimeProvider time, ILogger<FailureNotices> logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private DateTimeOffset nextAt;

    public static async Task TellAsync(UpdateContext context, Exception exception)
    {
        await context.Services.GetRequiredService<FailureNotices>().TellAdminsAsync(context, exception);
        if (context.Chat is not null)
        {
            await context.ReplyAsync("Sorry, that went wrong. The people behind me know of it.");
        }
    }

    private async Task TellAdminsAsync(UpdateContext context, Exception exception)
    {
        if (!IsTime())
        {
            return;
        }

        // The kind of the failure and no more: its message may hold what a user has written. The log has it all.
        var text = $"⚠️ {exception.GetType().Name} in {context.Command ?? context.Update.Type.ToString()}, update {context.Update.Id}. The log says more.";
        foreach (var admin in roles.Holders(IRoles.Admin))
        {
            try
            {
                await context.Bot.SendMessage(admin.UserId, text, cancellationToken: context.CancellationToken);
            }
            catch (ApiRequestException refused)
            {
                // An administrator who has blocked the bot, or has never written to it. The others are told all the same.
                logger.LogWarning("Administrator {Id} could not be told of a failure: {Reason}", admin.UserId, refused.Message);
            }
        }
    }

    private bool IsTime()
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            if (now < nextAt)
            {
                return false;
            }

            nextAt = now + Interval;
            return true;
        }
    }
}
