namespace TelegramBotStack.Simulator.Tests.BotApi;

public sealed class WebhookTests : SimulatorTest
{
    private const string Url = "https://bot.example:8443/hook";
    private static readonly string[] MessageOnly = ["message"];

    [Fact]
    public async Task A_webhook_ends_the_open_poll_and_later_ones_get_409()
    {
        var poll = await Park();

        (await Set(new { url = Url })).Description.ShouldBe("Webhook was set");

        (await poll).ShouldBeError(409, "Conflict: terminated by setWebhook request");
        Time.Advance(TimeSpan.FromSeconds(3));
        (await Client.Call("getUpdates")).ShouldBeError(
            409,
            "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first");
        Telegram.Statistics.Conflicts.ShouldBe(2);
    }

    [Fact]
    public async Task Its_state_can_be_read_and_changed()
    {
        (await Set(new { url = Url, max_connections = 7, allowed_updates = MessageOnly })).Result.GetBoolean().ShouldBeTrue();
        Time.Advance(TimeSpan.FromSeconds(1));
        (await Set(new { url = Url, max_connections = 7 })).Description.ShouldBe("Webhook is already set");
        await Telegram.CreateUser("Ada").Send("hello");

        var info = (await Client.Call("getWebhookInfo")).Result;
        info.GetProperty("url").GetString().ShouldBe(Url);
        info.GetProperty("max_connections").GetInt32().ShouldBe(7);
        info.GetProperty("pending_update_count").GetInt32().ShouldBe(1);
        info.GetProperty("has_custom_certificate").GetBoolean().ShouldBeFalse();
        info.GetProperty("allowed_updates").ToString().ShouldBe("""["message"]""");

        (await Client.Call("deleteWebhook")).Description.ShouldBe("Webhook was deleted");
        (await Client.Call("deleteWebhook")).Description.ShouldBe("Webhook is already deleted");
        (await Client.Updates()).Length.ShouldBe(1);
    }

    [Fact]
    public async Task Pending_updates_are_dropped_only_when_asked()
    {
        await Telegram.CreateUser("Ada").Send("hello");
        await Client.Call("deleteWebhook", new { drop_pending_updates = false });
        Telegram.Statistics.Pending.ShouldBe(1);

        await Client.Call("deleteWebhook", new { drop_pending_updates = true });
        Telegram.Statistics.Pending.ShouldBe(0);
    }

    [Fact]
    public async Task Two_calls_within_a_second_are_too_many()
    {
        await Set(new { url = Url });

        (await Set(new { url = Url })).ShouldBeError(429, "Too Many Requests: retry after 1");
    }

    [Theory]
    [InlineData("http://bot.example/hook", "", "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")]
    [InlineData("https://bot.example:81/", "", "Bad Request: bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")]
    [InlineData("https://", "", "Bad Request: invalid webhook URL specified")]
    [InlineData("https://bot.example/", "no spaces", "Bad Request: secret token contains unallowed characters")]
    public async Task A_wrong_setting_is_refused(string url, string secret, string description)
    {
        (await Set(new { url, secret_token = secret })).ShouldBeError(400, description);
        (await Client.Call("getWebhookInfo")).Result.GetProperty("url").GetString().ShouldBe("");
    }

    private Task<Answer> Set(object arguments) => Client.Call("setWebhook", arguments);
}
