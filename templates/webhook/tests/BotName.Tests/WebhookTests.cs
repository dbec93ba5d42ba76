using System.Net;

public class WebhookTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Without_a_public_address_the_bot_polls()
    {
        await using var telegram = await TelegramSimulator.StartAsync();
        await using var bot = await Bot.Create(telegram.MetricsArguments).StartAsync();

        (await Ask(telegram.CreateUser("Ada"), "hello")).ShouldBe("hello");
        telegram.Statistics.Polls.ShouldBeGreaterThan(0);
        telegram.Statistics.ApiCallsByMethod.ShouldNotContainKey("setWebhook");
    }

    [Fact]
    public async Task With_a_public_address_telegram_sends_the_updates_and_the_bot_never_polls()
    {
        await using var telegram = await LocalServer();
        await using var bot = await Bot.Create([.. telegram.WebhookArguments, .. telegram.MetricsArguments]).StartAsync();

        (await Ask(telegram.CreateUser("Ada"), "hello")).ShouldBe("hello");
        telegram.Statistics.Polls.ShouldBe(0);
    }

    [Fact]
    public async Task What_was_written_before_the_change_from_polling_to_webhook_is_answered_after_it()
    {
        await using var telegram = await LocalServer();
        var ada = telegram.CreateUser("Ada");
        await using (await Bot.Create(telegram.MetricsArguments).StartAsync())
        {
            (await Ask(ada, "by polling")).ShouldBe("by polling");
        }

        await ada.Send("in between");
        await using var bot = await Bot.Create([.. telegram.WebhookArguments, .. telegram.MetricsArguments]).StartAsync();

        (await ada.NextReply(Patience)).Text.ShouldBe("in between");
        (await Ask(ada, "by webhook")).ShouldBe("by webhook");
    }

    [Fact]
    public async Task Health_and_metrics_can_be_looked_at()
    {
        await using var telegram = await TelegramSimulator.StartAsync();
        await using var bot = await Bot.Create(telegram.MetricsArguments).StartAsync();
        await Ask(telegram.CreateUser("Ada"), "hello");
        using var http = new HttpClient { BaseAddress = telegram.MetricsUrl };

        (await Get(http, "/healthz")).ShouldStartWith("healthy");
        (await Get(http, "/metrics")).ShouldContain("botstack_update_duration_seconds_count{");
    }

    private static Task<TelegramSimulator> LocalServer() => TelegramSimulator.StartAsync(new TelegramSimulatorOptions { IsLocalServer = true });

    private static async Task<string> Ask(SimulatedUser user, string text)
    {
        await user.Send(text);
        return (await user.NextReply(Patience)).Text;
    }

    // The web server starts beside the bot, and may need a moment more.
    private static async Task<string> Get(HttpClient http, string path)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            try
            {
                using var response = await http.GetAsync(path, patience.Token);
                if (response.StatusCode == HttpStatusCode.OK)
                {
                    return await response.Content.ReadAsStringAsync(patience.Token);
                }
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), patience.Token);
        }
    }
}
