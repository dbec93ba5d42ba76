using System.Text;
using TelegramBotStack.Rehearsal;

namespace TelegramBotStack.Tests.Rehearsal;

/// <summary>A bot is ready when its rehearsal has ended, so nothing in it may wait for a time to pass.</summary>
public class RehearsalTelegramTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task The_poll_that_only_confirms_is_answered_at_once()
    {
        using var telegram = new HttpMessageInvoker(new RehearsalTelegram(batches: 0, batchSize: 1, TimeProvider.System));

        using var answer = await PollAsync(telegram, """{"offset":41,"limit":1}""", TestContext.Current.CancellationToken).WaitAsync(Limit, TestContext.Current.CancellationToken);

        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe("""{"ok":true,"result":[]}""");
    }

    [Fact]
    public async Task A_long_poll_after_the_last_batch_lasts_until_it_is_cancelled()
    {
        using var telegram = new HttpMessageInvoker(new RehearsalTelegram(batches: 1, batchSize: 2, TimeProvider.System));
        using var over = new CancellationTokenSource();
        const string Arguments = """{"limit":100,"timeout":25}""";

        using (var batch = await PollAsync(telegram, Arguments, over.Token).WaitAsync(Limit, TestContext.Current.CancellationToken))
        {
            (await batch.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("\"update_id\"");
        }

        var poll = PollAsync(telegram, Arguments, over.Token);
        poll.IsCompleted.ShouldBeFalse();
        await over.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => poll.WaitAsync(Limit, TestContext.Current.CancellationToken));
    }

    private static async Task<HttpResponseMessage> PollAsync(HttpMessageInvoker telegram, string arguments, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "https://api.telegram.org/bot1:a/getUpdates")
        {
            Content = new StringContent(arguments, Encoding.UTF8, "application/json"),
        };
        return await telegram.SendAsync(request, cancellationToken);
    }
}
