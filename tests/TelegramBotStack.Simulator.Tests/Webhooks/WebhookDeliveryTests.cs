using TelegramBotStack.Simulator.Webhooks;

namespace TelegramBotStack.Simulator.Tests.Webhooks;

public sealed class WebhookDeliveryTests : SimulatorTest
{
    private static readonly (int, string) Taken = (200, "");

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var local = await TelegramSimulator.StartAsync(
            new TelegramSimulatorOptions { TimeProvider = Time, IsLocalServer = true }, Cancelled);
        Local = local;
        LocalClient = new RawClient(local);
    }

    private TelegramSimulator Local { get; set; } = null!;

    private RawClient LocalClient { get; set; } = null!;

    [Fact]
    public async Task An_update_is_sent_with_the_secret_until_it_is_taken()
    {
        var failures = 2;
        await using var receiver = await WebhookReceiver.StartAsync(_ => Task.FromResult(failures-- > 0 ? (500, "") : Taken));
        await Set(receiver);
        await Local.CreateUser("Ada").Send("hello");

        await Until(() => receiver.Received.Count == 2);
        var info = (await LocalClient.Call("getWebhookInfo")).Result;
        info.GetProperty("pending_update_count").GetInt32().ShouldBe(1);
        info.GetProperty("last_error_message").GetString().ShouldBe("Wrong response from the webhook: 500 Internal Server Error");

        // The first repetition comes at once, the second after 2 s.
        await Until(() =>
        {
            Time.Advance(TimeSpan.FromSeconds(2));
            return receiver.Received.Count == 3;
        });
        await Until(() => Local.Statistics.Pending == 0);
        receiver.Received.ShouldAllBe(update => update.Text == "hello" && update.Secret == "sesame");
        await DisposeLocal();
    }

    [Fact]
    public async Task A_chat_gets_one_at_a_time_and_does_not_wait_for_another()
    {
        var release = new TaskCompletionSource();
        await using var receiver = await WebhookReceiver.StartAsync(async text =>
        {
            if (text == "one")
            {
                await release.Task;
            }

            return Taken;
        });
        await Set(receiver);
        var (ada, bob) = (Local.CreateUser("Ada"), Local.CreateUser("Bob"));

        await ada.Send("one");
        await Until(() => receiver.Received.Count == 1);
        await ada.Send("two");
        await bob.Send("other");
        await Until(() => receiver.Received.Count == 2);
        receiver.Received.ShouldNotContain(update => update.Text == "two");
        release.SetResult();

        await Until(() => Local.Statistics.Pending == 0);
        receiver.Received.Select(update => update.Text).Where(text => text != "other").ShouldBe(["one", "two"]);
        await DisposeLocal();
    }

    [Fact]
    public async Task An_answer_that_is_a_call_is_carried_out()
    {
        var ada = Local.CreateUser("Ada");
        await using var receiver = await WebhookReceiver.StartAsync(
            _ => Task.FromResult((200, $$"""{"method":"sendMessage","chat_id":{{ada.Id}},"text":"by answer"}""")));
        await Set(receiver);

        await ada.Send("hello");

        (await ada.NextReply(TimeSpan.FromSeconds(30), Cancelled)).Text.ShouldBe("by answer");
        await DisposeLocal();
    }

    [Theory]
    [InlineData(1, null, 0, 0)]
    [InlineData(2, null, 2, 2)]
    [InlineData(6, null, 32, 32)]
    [InlineData(7, null, 60, 120)]
    [InlineData(1, 5, 5, 5)]
    [InlineData(1, 9999, 3600, 3600)]
    public void Pauses_grow_as_the_servers_do_and_what_the_bot_asks_for_is_obeyed(int failures, int? retryAfter, int least, int most)
        => WebhookRetry.PauseAfter(failures, retryAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : null)
            .TotalSeconds.ShouldBeInRange(least, most);

    private Task<Answer> Set(WebhookReceiver receiver)
        => LocalClient.Call("setWebhook", new { url = receiver.Url, secret_token = "sesame" });

    private async Task DisposeLocal()
    {
        LocalClient.Dispose();
        await Local.DisposeAsync();
    }
}
