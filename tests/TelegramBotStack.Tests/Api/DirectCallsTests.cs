using System.Net;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Requests;
using TelegramBotStack.Api;
using TelegramBotStack.Configuration;
using TelegramBotStack.Outgoing;

namespace TelegramBotStack.Tests.Api;

public sealed class DirectCallsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, int, string> Answers => new()
    {
        { "a message", 200, """{"ok":true,"result":{"message_id":5,"date":1,"text":"hello","chat":{"id":7,"type":"private"}}}""" },
        { "no result", 200, """{"ok":true}""" },
        { "no JSON", 200, "<html>" },
        { "refused", 400, """{"ok":false,"error_code":400,"description":"Bad Request: chat not found"}""" },
        { "blocked", 403, """{"ok":false,"error_code":403,"description":"Forbidden: bot was blocked by the user"}""" },
        { "too many", 429, """{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 3","parameters":{"retry_after":3}}""" },
        { "migrated", 400, """{"ok":false,"error_code":400,"description":"Bad Request","parameters":{"migrate_to_chat_id":-100}}""" },
        { "a proxy's page", 502, "<html>Bad Gateway</html>" },
        { "an error without a code", 500, """{"ok":false}""" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task A_call_ends_as_it_does_with_the_client_library_itself(string what, int status, string body)
    {
        var request = new SendMessageRequest { ChatId = 7, Text = "hello" };

        var (direct, theirs) = await BothAsync(new Answering(_ => Answer(status, body)), client => OutcomeOf(client, request));

        direct.ShouldBe(theirs, what);
    }

    [Fact]
    public async Task A_connection_that_breaks_is_told_as_the_client_library_tells_it()
    {
        var broken = new Answering(_ => throw new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused"));

        var (direct, theirs) = await BothAsync(broken, client => OutcomeOf(client, new SetMyNameRequest()));

        direct.ShouldBe(theirs);
        direct.ShouldContain(nameof(HttpRequestException));
    }

    [Fact]
    public async Task An_answer_that_does_not_come_is_not_waited_for_for_ever()
    {
        using var client = Create(new Answering(null));
        client.Timeout = TimeSpan.FromMilliseconds(50);

        var exception = await Should.ThrowAsync<RequestException>(() => SendOnceAsync(client, new SetMyNameRequest(), Cancellation));

        CallFailures.Of(exception).ShouldBe(CallFailure.Unanswered);
    }

    [Fact]
    public async Task Whoever_gives_a_call_up_is_told_so()
    {
        using var client = Create(new Answering(null));
        using var giveUp = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));

        await Should.ThrowAsync<OperationCanceledException>(() => SendOnceAsync(client, new SetMyNameRequest(), giveUp.Token));
    }

    [Fact]
    public async Task What_is_sent_has_its_length_and_the_arguments_that_the_client_library_writes()
    {
        var telegram = new Answering(_ => Answer(200, """{"ok":true,"result":true}"""));

        await BothAsync(telegram, client => OutcomeOf(client, new SetMyNameRequest { Name = "Ada \"the\" bot" }));

        telegram.Bodies.Count.ShouldBe(2);
        telegram.Bodies[0].ShouldBe(telegram.Bodies[1]);
        telegram.Lengths[0].ShouldBe(Encoding.UTF8.GetByteCount(telegram.Bodies[0].Split('\n')[^1]));
    }

    /// <summary>The outcome on the short way, and that of the client library, which is taken when somebody listens to it.</summary>
    private static async Task<(string Direct, string Theirs)> BothAsync(Answering telegram, Func<BotClient, Task<string>> call)
    {
        using var client = Create(telegram);
        var direct = await call(client);
        ((ITelegramBotClient)client).OnMakingApiRequest += (_, _, _) => ValueTask.CompletedTask;
        return (direct, await call(client));
    }

    private static async Task<string> OutcomeOf<TResponse>(BotClient client, RequestBase<TResponse> request)
    {
        try
        {
            return System.Text.Json.JsonSerializer.Serialize(await SendOnceAsync(client, request, Cancellation), JsonBotAPI.Options);
        }
        catch (RequestException exception)
        {
            var api = exception as ApiRequestException;
            return $"{exception.GetType().Name} {exception.Message} {exception.HttpStatusCode} {exception.InnerException?.GetType().Name} "
                + $"{api?.ErrorCode} {api?.Parameters?.RetryAfter} {api?.Parameters?.MigrateToChatId} {CallFailures.Of(exception)}";
        }
    }

    /// <summary>Without being made again.</summary>
    private static async Task<TResponse> SendOnceAsync<TResponse>(BotClient client, RequestBase<TResponse> request, CancellationToken cancellationToken)
    {
        using var bare = OutgoingPriority.Bare();
        return await client.SendRequest(request, cancellationToken);
    }

    private static BotClient Create(HttpMessageHandler telegram)
    {
        var settings = BotSettings.From(new ConfigurationBuilder()
            .AddInMemoryCollection([new("BOT_TOKEN", "1:AA"), new("BOT_API_URL", "http://localhost:1")]).Build());
        var calls = new OutgoingCalls(new OutgoingOptions(), () => [], TimeProvider.System, new Random(1), NullLogger.Instance);
        return new BotClient(BotToken.Parse("1:AA"), settings, telegram, SecretMask.None, calls);
    }

    private static HttpResponseMessage Answer(int status, string body)
        => new((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    private sealed class Answering(Func<HttpRequestMessage, HttpResponseMessage>? answer) : HttpMessageHandler
    {
        public List<string> Bodies { get; } = [];

        public List<long?> Lengths { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Lengths.Add(request.Content!.Headers.ContentLength);
            Bodies.Add($"{request.Method} {request.RequestUri} {request.Content.Headers.ContentType?.MediaType}\n{await request.Content.ReadAsStringAsync(cancellationToken)}");
            if (answer is null)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            }

            return answer!(request);
        }
    }
}
