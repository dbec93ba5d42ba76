using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Requests;
using Telegram.Bot.Requests.Abstractions;
using Telegram.Bot.Types;
using TelegramBotStack.Outgoing;

namespace TelegramBotStack.Tests.Outgoing;

/// <summary>Outgoing calls on a clock that runs as fast as the work allows, and a Telegram that answers as told.</summary>
internal sealed class TestTelegram : IDisposable
{
    private readonly List<IOutgoingObserver> _observers = [];
    private int _attempts;
    private readonly TimeSpan _travel = TimeSpan.FromMilliseconds(20);

    public TestTelegram(OutgoingOptions? options = null)
    {
        Calls = new OutgoingCalls(options ?? new OutgoingOptions(), () => _observers, Time, new Random(7), NullLogger.Instance);
    }

    public FakeTimeProvider Time { get; } = new(DateTimeOffset.Parse("2026-03-01T12:00:00Z"));

    public OutgoingCalls Calls { get; }

    /// <summary>What arrived and was not refused, with when it left.</summary>
    public ConcurrentQueue<(TimeSpan At, long Chat, string Text)> Sent { get; } = new();

    /// <summary>What is thrown at the n-th attempt (from 1) in place of an answer.</summary>
    public Func<int, IRequest, Exception?> Refuse { get; set; } = (_, _) => null;

    public int Attempts => _attempts;

    public TimeSpan Elapsed => Time.GetUtcNow() - Time.Start;

    public void Observe(IOutgoingObserver observer) => _observers.Add(observer);

    public Task<Message> Send(long chat, string text) => SendUntil(chat, text, CancellationToken.None);

    public Task<Message> SendUntil(long chat, string text, CancellationToken cancellationToken)
        => CallUntil(new SendMessageRequest { ChatId = chat, Text = text }, new Message { Text = text }, cancellationToken);

    public Task<T> Call<T>(IRequest<T> request, T answer) => CallUntil(request, answer, CancellationToken.None);

    private Task<T> CallUntil<T>(IRequest<T> request, T answer, CancellationToken cancellationToken)
        => Calls.SendAsync(
            request,
            async (sent, _) =>
            {
                var left = Elapsed;
                var attempt = Interlocked.Increment(ref _attempts);
                await Task.Delay(_travel, Time, CancellationToken.None);
                if (Refuse(attempt, sent) is { } refusal)
                {
                    throw refusal;
                }

                if (sent is IChatTargetable { ChatId.Identifier: { } chat })
                {
                    Sent.Enqueue((left, chat, (sent as SendMessageRequest)?.Text ?? sent.MethodName));
                }

                return answer;
            },
            cancellationToken);

    public Task Passes(TimeSpan time) => Passes(Task.Delay(time, Time, CancellationToken.None), stepMilliseconds: 200);

    /// <summary>Lets time pass until the work is done.</summary>
    public async Task Passes(Task work, double stepMilliseconds = 20)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!work.IsCompleted)
        {
            limit.Token.ThrowIfCancellationRequested();
            Time.Advance(TimeSpan.FromMilliseconds(stepMilliseconds));
            await Task.Delay(1, limit.Token);
        }

        await work;
    }

    public void Dispose() => Calls.Dispose();

    public static ApiRequestException TooMany(int seconds)
        => new($"Too Many Requests: retry after {seconds}", 429, new ResponseParameters { RetryAfter = seconds });

    public static ApiRequestException ServerError() => new("Bad Gateway", 502);

    public static RequestException Unanswered()
        => new("Bot API Service Failure", new HttpRequestException(HttpRequestError.ResponseEnded, "The response ended prematurely."));

    public static RequestException NotSent()
        => new("Bot API Service Failure", new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused"));
}
