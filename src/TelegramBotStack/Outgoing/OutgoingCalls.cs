using Microsoft.Extensions.Logging;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Requests;
using Telegram.Bot.Requests.Abstractions;
using TelegramBotStack.Polling;

namespace TelegramBotStack.Outgoing;

/// <summary>Makes a call as often as it takes: in its chat's turn, at the allowed rate, until it has an answer.</summary>
internal sealed partial class OutgoingCalls(
    OutgoingOptions options,
    Func<IEnumerable<IOutgoingObserver>> observers,
    TimeProvider time,
    Random random,
    ILogger logger) : IDisposable
{
    private readonly FlowControl _flow = new(options, time);
    private readonly ChatMoves _moves = new();

    /// <summary>Chats of which something has to be remembered.</summary>
    public int KnownChats => _flow.Count;

    public Outage Outage { get; } = new(time, random, logger);

    /// <param name="request">What to call.</param>
    /// <param name="send">Calls it once.</param>
    /// <param name="cancellationToken">Ends the waits as well.</param>
    /// <exception cref="RequestException">Telegram refuses the call, or could not be reached for too long.</exception>
    public async Task<TResponse> SendAsync<TResponse>(
        IRequest<TResponse> request,
        Func<IRequest<TResponse>, CancellationToken, Task<TResponse>> send,
        CancellationToken cancellationToken)
    {
        _moves.Follow(request);
        var call = OutgoingCall.Of(request);
        try
        {
            if (request is not FileRequestBase<TResponse>)
            {
                return await InTurnAsync(request, request, call, send, cancellationToken).ConfigureAwait(false);
            }

            using var repeatable = new RepeatableRequest<TResponse>(request);
            await repeatable.PrepareAsync(cancellationToken).ConfigureAwait(false);
            return await InTurnAsync(request, repeatable, call, send, cancellationToken).ConfigureAwait(false);
        }
        catch (ApiRequestException exception) when (exception.ErrorCode == 403 && (request as IChatTargetable)?.ChatId.Identifier is { } chat)
        {
            // Not before the chat's turn is given back: an observer may send something.
            await TellAsync(observer => observer.OnUnreachableAsync(chat, exception.Message, cancellationToken)).ConfigureAwait(false);
            throw;
        }
        catch (ApiRequestException exception) when (exception.Parameters?.MigrateToChatId is { } moved
            && (request as IChatTargetable)?.ChatId.Identifier is { } chat && chat != moved)
        {
            _moves.Note(chat, moved);
            LogMoved(logger, chat, moved);
            await TellAsync(observer => observer.OnMigratedAsync(chat, moved, cancellationToken)).ConfigureAwait(false);
            if (!_moves.Follow(request) || request is FileRequestBase<TResponse>)
            {
                throw;
            }

            return await InTurnAsync(request, request, OutgoingCall.Of(request), send, cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose() => _flow.Dispose();

    private async Task<TResponse> InTurnAsync<TResponse>(
        IRequest<TResponse> original,
        IRequest<TResponse> request,
        OutgoingCall call,
        Func<IRequest<TResponse>, CancellationToken, Task<TResponse>> send,
        CancellationToken cancellationToken)
    {
        var (mode, mark) = (OutgoingPriority.Current, OutgoingPriority.Mark);
        var chat = await _flow.TakeTurnAsync(call, mode, cancellationToken).ConfigureAwait(false);
        try
        {
            var since = time.GetTimestamp();
            Backoff? backoff = null;
            while (true)
            {
                await Outage.WaitAsync(cancellationToken).ConfigureAwait(false);
                var sent = default(SentCall);
                RequestException failure;
                var isOver = false;
                try
                {
                    sent = await _flow.PaceAsync(chat, call, mode, cancellationToken).ConfigureAwait(false);
                    if (mark is not null)
                    {
                        await mark.LeavingAsync().ConfigureAwait(false);
                    }

                    var answer = await send(request, cancellationToken).ConfigureAwait(false);
                    isOver = true;
                    Outage.Answered();
                    return answer;
                }
                catch (RequestException exception)
                {
                    isOver = true;
                    failure = exception;
                }
                finally
                {
                    _flow.Answered(sent);
                    if (!isOver)
                    {
                        Outage.GivenUp();
                    }
                }

                if (mark is not null && (failure is ApiRequestException || CallFailures.Of(failure) is CallFailure.NotSent or CallFailure.ServerError))
                {
                    await mark.RefusedAsync().ConfigureAwait(false);
                }

                // Nobody waits for bulk, and it would only be lost.
                var left = mode.HasFlag(OutgoingMode.Bulk) ? TimeSpan.MaxValue : options.LongestWait - time.GetElapsedTime(since);
                if (WaitAfter(failure, call, mode, chat, left, backoff ??= new Backoff(random)) is not { } wait)
                {
                    throw failure;
                }

                LogRepeated(logger, original.MethodName, failure.Message);
                await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _flow.GiveBackTurn(chat, call);
        }
    }

    /// <summary>How long to wait before the call is made again; null when it is not.</summary>
    private TimeSpan? WaitAfter(
        RequestException failure, OutgoingCall call, OutgoingMode mode, ChatState? chat, TimeSpan left, Backoff backoff)
    {
        var kind = CallFailures.Of(failure);
        if (kind is CallFailure.NotSent or CallFailure.ServerError or CallFailure.Unanswered)
        {
            Outage.Failed(failure.Message);
        }
        else
        {
            Outage.Answered();
        }

        if (left <= TimeSpan.Zero)
        {
            return null;
        }

        if (kind == CallFailure.TooMany)
        {
            var wait = TimeSpan.FromSeconds(((ApiRequestException)failure).Parameters!.RetryAfter!.Value);
            if (chat is null)
            {
                return wait <= left ? wait : null;
            }

            _flow.Refused(chat, wait);
            // The chat rests, and its next call waits for that.
            return wait <= left ? TimeSpan.Zero : null;
        }

        return MayRepeat(kind, call.Repetition, mode) ? backoff.Next() : null;
    }

    private bool MayRepeat(CallFailure failure, Repetition repetition, OutgoingMode mode) => failure switch
    {
        CallFailure.NotSent => true,
        CallFailure.ServerError => repetition != Repetition.Harmful,
        CallFailure.Unanswered => repetition == Repetition.Harmless
            || (repetition == Repetition.Message && options.RepeatUnanswered && !mode.HasFlag(OutgoingMode.AtMostOnce)),
        _ => false,
    };

    private async Task TellAsync(Func<IOutgoingObserver, Task> tell)
    {
        foreach (var observer in observers())
        {
            try
            {
                await tell(observer).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                LogObserverFailed(logger, observer.GetType().Name, exception);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Method} is made again: {Error}")]
    private static partial void LogRepeated(ILogger logger, string method, string error);

    [LoggerMessage(Level = LogLevel.Information, Message = "The group {Chat} has become {Moved}; what is sent to it goes there.")]
    private static partial void LogMoved(ILogger logger, long chat, long moved);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Observer} failed when it was told of a chat.")]
    private static partial void LogObserverFailed(ILogger logger, string observer, Exception exception);
}
