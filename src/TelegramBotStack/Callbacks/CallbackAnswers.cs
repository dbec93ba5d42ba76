using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Requests;
using Telegram.Bot.Requests.Abstractions;
using TelegramBotStack.Api;

namespace TelegramBotStack.Callbacks;

/// <summary>
/// Answers the button presses that their handlers leave without an answer, so that no button goes on spinning. Listens to
/// the client for those that are answered.
/// </summary>
internal sealed partial class CallbackAnswers
{
    private readonly ConcurrentDictionary<string, bool> _answered = new(StringComparer.Ordinal);
    private readonly ITelegramBotClient _client;
    private readonly ILogger _logger;

    public CallbackAnswers(ITelegramBotClient client, ILogger<CallbackAnswers> logger)
    {
        _client = client;
        _logger = logger;
        if (client is BotClient own)
        {
            own.Calling += NoteAnswer;
        }
        else
        {
            client.OnMakingApiRequest += (_, call, _) =>
            {
                NoteAnswer(call.Request);
                return ValueTask.CompletedTask;
            };
        }
    }

    public static Task HandleAsync(UpdateContext context, Func<Task> next)
        => context.Update.CallbackQuery is { } query
            ? context.Services.GetRequiredService<CallbackAnswers>().HandleAsync(query.Id, next, context.CancellationToken)
            : next();

    /// <summary>What Telegram says to an answer that comes after the user's app has stopped waiting.</summary>
    public static bool IsTooLate(ApiRequestException exception)
        => exception.ErrorCode == 400 && exception.Message.Contains("query is too old", StringComparison.OrdinalIgnoreCase);

    private async Task HandleAsync(string id, Func<Task> next, CancellationToken abort)
    {
        _answered[id] = false;
        try
        {
            await next().ConfigureAwait(false);
        }
        finally
        {
            // Given up because the instance ends: whoever handles it again answers it.
            if (_answered.TryRemove(id, out var isAnswered) && !isAnswered && !abort.IsCancellationRequested)
            {
                await AnswerAsync(id, abort).ConfigureAwait(false);
            }
        }
    }

    private async Task AnswerAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            await _client.AnswerCallbackQuery(id, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (ApiRequestException exception) when (IsTooLate(exception))
        {
            // Nobody waits for it any more.
        }
        catch (Exception exception)
        {
            // The handler's own outcome counts, whatever became of this.
            LogNotAnswered(_logger, exception);
        }
    }

    private void NoteAnswer(IRequest request)
    {
        if (request is AnswerCallbackQueryRequest { CallbackQueryId: { } id })
        {
            _answered.TryUpdate(id, true, false);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A button press could not be answered.")]
    private static partial void LogNotAnswered(ILogger logger, Exception exception);
}
