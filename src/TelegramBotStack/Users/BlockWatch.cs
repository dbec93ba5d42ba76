using System.Net;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Telegram.Bot;
using Telegram.Bot.Args;
using Telegram.Bot.Requests.Abstractions;

namespace TelegramBotStack.Users;

/// <summary>Learns from refused calls who has blocked the bot: Telegram's own message about it may have been missed.</summary>
internal sealed partial class BlockWatch(ITelegramBotClient client, StoredUsers users, ILogger<BlockWatch> logger) : IHostedService
{
    // The server's words (TDLib); other refusals with 403 are about groups, or users who have never written.
    private static readonly string[] Gone = ["bot was blocked by the user", "user is deactivated"];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        users.Refresh();
        client.OnApiResponseReceived += LookAsync;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        client.OnApiResponseReceived -= LookAsync;
        return Task.CompletedTask;
    }

    private async ValueTask LookAsync(ITelegramBotClient sender, ApiResponseEventArgs answer, CancellationToken cancellationToken)
    {
        if (answer.ResponseMessage.StatusCode != HttpStatusCode.Forbidden
            || answer.ApiRequestEventArgs.Request is not IChatTargetable { ChatId.Identifier: > 0 and { } id })
        {
            return;
        }

        try
        {
            // The client reads it after this.
            await answer.ResponseMessage.Content.LoadIntoBufferAsync(cancellationToken).ConfigureAwait(false);
            var text = await answer.ResponseMessage.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
            if (Array.Exists(Gone, words => text.Contains(words, StringComparison.Ordinal)))
            {
                await users.SetBlockedAsync(id, isBlocked: true, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Who sent the message gets Telegram's refusal, not this.
            LogNotNoted(logger, id, exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "It could not be noted that user {Id} has blocked the bot.")]
    private static partial void LogNotNoted(ILogger logger, long id, Exception exception);
}
