using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace TelegramBotStack.Rehearsal;

/// <summary>Answers the client in memory: a few batches of updates, and whatever is sent.</summary>
internal sealed class RehearsalTelegram(int batches, int batchSize, TimeProvider time) : HttpMessageHandler
{
    private readonly TaskCompletionSource _allAnswered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _batch;
    private int _answers;

    /// <summary>Completes when as many messages were sent as updates received.</summary>
    public Task AllAnswered => _allAnswered.Task;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is not null)
        {
            await request.Content.LoadIntoBufferAsync(cancellationToken).ConfigureAwait(false);
        }

        var method = request.RequestUri!.Segments[^1];
        if (method.Equals("getUpdates", StringComparison.OrdinalIgnoreCase))
        {
            return Answer(await UpdatesAsync(await IsLongPollAsync(request).ConfigureAwait(false), cancellationToken).ConfigureAwait(false));
        }

        if (Interlocked.Increment(ref _answers) == batches * batchSize)
        {
            _allAnswered.TrySetResult();
        }

        return Answer(Message(1, 1, "rehearsal"));
    }

    private static HttpResponseMessage Answer(string result) => new(HttpStatusCode.OK)
    {
        Content = new StringContent($$"""{"ok":true,"result":{{result}}}""", Encoding.UTF8, "application/json"),
    };

    private static async Task<bool> IsLongPollAsync(HttpRequestMessage request)
    {
        using var arguments = await JsonDocument.ParseAsync(await request.Content!.ReadAsStreamAsync().ConfigureAwait(false)).ConfigureAwait(false);
        return arguments.RootElement.TryGetProperty("timeout", out var seconds) && seconds.GetInt32() > 0;
    }

    private async Task<string> UpdatesAsync(bool isLongPoll, CancellationToken cancellationToken)
    {
        if (!isLongPoll)
        {
            // The last one, which only confirms.
            return "[]";
        }

        var batch = Interlocked.Increment(ref _batch);
        if (batch > batches)
        {
            // As a long poll: until the rehearsal is over.
            await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken).ConfigureAwait(false);
        }

        var first = batch * batchSize;
        return $"[{string.Join(',', Enumerable.Range(first, batchSize).Select(Update))}]";
    }

    private string Update(int id)
    {
        var message = Message(id, 1 + (id % 3), id % 2 == 0 ? "/rehearse now" : "rehearsal");
        return string.Create(CultureInfo.InvariantCulture, $$"""{"update_id":{{id}},"message":{{message}}}""");
    }

    private string Message(int id, int chat, string text)
    {
        var entities = text[0] == '/' ? ""","entities":[{"type":"bot_command","offset":0,"length":9}]""" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $$$"""
            {"message_id":{{{id}}},"date":{{{time.GetUtcNow().ToUnixTimeSeconds()}}},"text":"{{{text}}}"{{{entities}}},
             "chat":{"id":{{{chat}}},"type":"private","first_name":"Rehearsal"},
             "from":{"id":{{{chat}}},"is_bot":false,"first_name":"Rehearsal","language_code":"en"}}
            """);
    }
}
