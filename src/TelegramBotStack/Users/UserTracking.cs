using Microsoft.Extensions.Logging;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;

namespace TelegramBotStack.Users;

/// <summary>The step that every update passes to note who caused it.</summary>
internal sealed partial class UserTracking(StoredUsers users, UserHooks hooks, ILogger<UserTracking> logger)
{
    public Task HandleAsync(UpdateContext context, Func<Task> next)
    {
        if (context.User is not { IsBot: false } user)
        {
            return next();
        }

        // Nearly always: nothing to read, to write or to tell.
        if (context.Update.MyChatMember is null
            && users.Recall(user, registers: IsPrivate(context), IsPrivate(context), context.Update.Id) is { IsNew: false } recalled)
        {
            context.Features.Set(recalled.User);
            return next();
        }

        return NoteAsync(context, user, next);
    }

    private static bool IsPrivate(UpdateContext context) => context.Chat?.Type == ChatType.Private;

    private async Task NoteAsync(UpdateContext context, User user, Func<Task> next)
    {
        var sighting = await TrySeeAsync(context, user).ConfigureAwait(false);
        context.Features.Set(sighting.User);
        if (sighting is { IsNew: true, User: { } registered })
        {
            await TellAsync(context, registered).ConfigureAwait(false);
        }

        await next().ConfigureAwait(false);
    }

    private async Task<Sighting> TrySeeAsync(UpdateContext context, User user)
    {
        try
        {
            if (context.Update.MyChatMember is { } member)
            {
                if (member.Chat.Type == ChatType.Private)
                {
                    await users.SetBlockedAsync(user.Id, member.NewChatMember.Status == ChatMemberStatus.Kicked, context.CancellationToken).ConfigureAwait(false);
                }

                return new Sighting(await users.FindAsync(user.Id, context.CancellationToken).ConfigureAwait(false), IsNew: false);
            }

            return await users.SeeAsync(user, registers: IsPrivate(context), IsPrivate(context), context.Update.Id, context.CancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // A storage that fails must not keep the bot from answering; the user is noted with the next message.
            LogNotNoted(logger, user.Id, exception);
            return default;
        }
    }

    private async Task TellAsync(UpdateContext context, BotUser registered)
    {
        try
        {
            await hooks.OnRegisteredAsync(context, registered).ConfigureAwait(false);
        }
        catch (Exception exception) when (!context.CancellationToken.IsCancellationRequested)
        {
            LogHookFailed(logger, registered.Id, exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "User {Id} could not be noted.")]
    private static partial void LogNotNoted(ILogger logger, long id, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "What the bot does for the new user {Id} failed.")]
    private static partial void LogHookFailed(ILogger logger, long id, Exception exception);
}
