using System.Net;
using System.Net.Http.Json;
using TelegramBotStack.Simulator;
using TelegramBotStack.Tests;
using TelegramBotStack.Webhooks;

namespace TelegramBotStack.Web.Tests.Webhooks;

public sealed class WebhookBotTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_bot_with_a_webhook_answers_and_never_polls()
    {
        await using var telegram = await StartTelegram();
        await using var bot = await StartEcho(telegram.WebhookArguments);
        var ada = telegram.CreateUser("Ada");

        await ada.Send("hello");

        (await ada.NextReply(Patience, Cancellation)).Text.ShouldBe("hello");
        await Eventually.IsTrueAsync(() => telegram.Statistics.Pending == 0, "the update is confirmed", Cancellation);
        telegram.Statistics.Polls.ShouldBe(0);
        var set = telegram.Calls.Single(call => call.Method == "setWebhook");
        set.Arguments["url"].ShouldNotContain(telegram.Token);
        set.Arguments["secret_token"].Length.ShouldBe(64);
        set.Arguments["allowed_updates"].ShouldBe("""["message"]""");
    }

    [Fact]
    public async Task Updates_of_one_chat_are_handled_in_order_and_chats_side_by_side()
    {
        await using var telegram = await StartTelegram();
        await using var bot = await StartEcho(telegram.WebhookArguments);
        var load = telegram.StartLoad(users: 20, updatesPerSecond: 200);
        await Eventually.IsTrueAsync(() => load.Report.Answered >= 200, "200 are answered", Cancellation);

        var report = await load.StopAsync(Patience, Cancellation);

        (report.Lost, report.Doubled, report.OutOfOrder).ShouldBe((0, 0, 0));
    }

    [Fact]
    public async Task A_slow_handler_keeps_neither_its_own_request_nor_other_chats_waiting()
    {
        await using var telegram = await StartTelegram();
        using var release = new SemaphoreSlim(0);
        await using var running = await Start(telegram.WebhookArguments, async context =>
        {
            if (context.Text == "slow")
            {
                await release.WaitAsync(context.CancellationToken);
            }

            await context.ReplyAsync(context.Text!);
        });
        var (ada, bob) = (telegram.CreateUser("Ada"), telegram.CreateUser("Bob"));

        await ada.Send("slow");
        await Eventually.IsTrueAsync(() => telegram.Statistics.Pending == 0, "Telegram may forget the slow one: it is on disk", Cancellation);
        Directory.GetFiles(Path.Combine(telegram.DataDirectory, ".botstack", "inbox", "set-aside")).ShouldNotBeEmpty();
        await bob.Send("quick");

        (await bob.NextReply(Patience, Cancellation)).Text.ShouldBe("quick");
        release.Release();
        (await ada.NextReply(Patience, Cancellation)).Text.ShouldBe("slow");
    }

    [Fact]
    public async Task What_came_while_no_instance_ran_is_delivered_afterwards_once()
    {
        await using var telegram = await StartTelegram();
        var arguments = telegram.WebhookArguments;
        await using (await StartEcho(arguments))
        {
            await WaitUntilSet(telegram);
        }

        var ada = telegram.CreateUser("Ada");
        await ada.Send("are you there?");
        await Eventually.IsTrueAsync(() => InfoOf(telegram).Contains("Connection refused", StringComparison.Ordinal), "it is refused", Cancellation);

        await using var running = await StartEcho(arguments);

        (await ada.NextReply(Patience, Cancellation)).Text.ShouldBe("are you there?");
        await Eventually.IsTrueAsync(() => telegram.Statistics.Pending == 0, "it is confirmed", Cancellation);
        telegram.Statistics.MessagesSent.ShouldBe(1);
    }

    [Fact]
    public async Task A_webhook_that_is_set_as_it_should_be_is_not_set_again()
    {
        await using var telegram = await StartTelegram();
        var arguments = telegram.WebhookArguments;
        await using (await StartEcho(arguments))
        {
            await WaitUntilSet(telegram);
        }

        await using var again = await StartEcho(arguments);
        var ada = telegram.CreateUser("Ada");
        await ada.Send("hello");

        (await ada.NextReply(Patience, Cancellation)).Text.ShouldBe("hello");
        await Eventually.IsTrueAsync(() => Count(telegram, "getWebhookInfo") == 2, "it has looked", Cancellation);
        Count(telegram, "setWebhook").ShouldBe(1);
    }

    [Fact]
    public async Task From_polling_to_a_webhook_and_back_by_configuration_alone_no_update_is_lost_or_doubled()
    {
        await using var telegram = await StartTelegram();
        var webhook = telegram.WebhookArguments;
        await using var load = telegram.StartLoad(users: 20, updatesPerSecond: 100);
        foreach (var arguments in (string[][])[telegram.Arguments, webhook, telegram.Arguments, webhook])
        {
            await using var running = await StartEcho(arguments);
            var answered = load.Report.Answered;
            await Eventually.IsTrueAsync(() => load.Report.Answered >= answered + 50, "the load is answered", Cancellation);
        }

        await using var last = await StartEcho(telegram.Arguments);
        var report = await load.StopAsync(Patience, Cancellation);

        (report.Lost, report.Doubled).ShouldBe((0, 0));
        telegram.Calls.ShouldAllBe(call => call.Arguments.GetValueOrDefault("drop_pending_updates", "false") == "false");
    }

    [Fact]
    public async Task A_bot_that_polls_leaves_a_webhook_alone_that_somebody_else_has_set()
    {
        await using var telegram = await StartTelegram();
        using var client = new HttpClient();
        using var set = await client.PostAsJsonAsync(
            new Uri($"{telegram.BaseUrl}/bot{telegram.Token}/setWebhook"), new { url = "http://127.0.0.1:9/theirs" }, Cancellation);
        await using var running = await StartEcho(telegram.Arguments);

        await Eventually.IsTrueAsync(() => telegram.Statistics.Conflicts > 0, "it is told of the webhook", Cancellation);

        Count(telegram, "deleteWebhook").ShouldBe(0);
    }

    [Theory]
    [InlineData("wrong")]
    [InlineData("")]
    public async Task A_request_without_the_secret_is_refused_and_changes_nothing(string secret)
    {
        await using var telegram = await StartTelegram();
        await using var running = await StartEcho(telegram.WebhookArguments);
        var answer = await PostAsync(telegram, """{"update_id":1,"message":{"message_id":1,"date":1,"text":"x","chat":{"id":1,"type":"private"}}}""", secret);

        answer.ShouldBe(HttpStatusCode.Unauthorized);
        telegram.Statistics.MessagesSent.ShouldBe(0);
    }

    [Theory]
    [InlineData("no JSON", HttpStatusCode.BadRequest)]
    [InlineData("[]", HttpStatusCode.BadRequest)]
    [InlineData("{}", HttpStatusCode.BadRequest)]
    [InlineData("""{"update_id":"1"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"update_id":99999999999}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"update_id":7,"message":"unreadable, and so will it be next time"}""", HttpStatusCode.OK)]
    public async Task What_is_no_update_is_answered_and_harms_nothing(string body, HttpStatusCode expected)
    {
        await using var telegram = await StartTelegram();
        await using var running = await StartEcho([.. telegram.WebhookArguments, "--BOTSTACK_WEBHOOK_SECRET=known"]);
        (await PostAsync(telegram, body, "known")).ShouldBe(expected);

        var ada = telegram.CreateUser("Ada");
        await ada.Send("hello");
        (await ada.NextReply(Patience, Cancellation)).Text.ShouldBe("hello");
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused()
    {
        await using var telegram = await StartTelegram();
        await using var running = await StartEcho([.. telegram.WebhookArguments, "--BOTSTACK_WEBHOOK_SECRET=known"]);

        (await PostAsync(telegram, new string(' ', 2 * 1024 * 1024), "known")).ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task With_a_certificate_of_its_own_the_bot_answers_over_TLS_and_keeps_the_certificate()
    {
        await using var telegram = await StartTelegram();
        string[] arguments =
        [
            .. telegram.WebhookArguments.Select(argument => argument.Replace("WEBHOOK_URL=http:", "WEBHOOK_URL=https:", StringComparison.Ordinal)),
            "--BOTSTACK_WEBHOOK_CERTIFICATE=self-signed", "--BOTSTACK_WEBHOOK_ADDRESS=127.0.0.1",
        ];
        var ada = telegram.CreateUser("Ada");
        for (var start = 1; start <= 2; start++)
        {
            await using var running = await StartEcho(arguments);
            await ada.Send("hello");
            (await ada.NextReply(Patience, Cancellation)).Text.ShouldBe("hello");
            await WaitUntilSet(telegram);
        }

        Count(telegram, "setWebhook").ShouldBe(1);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(Path.Combine(telegram.DataDirectory, ".botstack", "webhook.pem")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            File.GetUnixFileMode(Path.Combine(telegram.DataDirectory, ".botstack", "webhook.json")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public async Task A_port_that_somebody_else_has_is_said_with_its_mend()
    {
        await using var telegram = await StartTelegram();
        using var other = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        other.Start();
        string[] arguments = [.. telegram.WebhookArguments, $"--BOTSTACK_WEBHOOK_PORT={((IPEndPoint)other.LocalEndpoint).Port}"];

        var refusal = await Should.ThrowAsync<BotConfigurationException>(() => StartEcho(arguments));

        refusal.Code.ShouldBe("webhook-port-unusable");
        refusal.Message.ShouldContain("BOTSTACK_WEBHOOK_PORT");
    }

    private static Task<TelegramSimulator> StartTelegram()
        => TelegramSimulator.StartAsync(new TelegramSimulatorOptions { IsLocalServer = true }, Cancellation);

    private static Task<BotApplication> StartEcho(string[] arguments) => Start(arguments, context => context.ReplyAsync(context.Text!));

    private static async Task<BotApplication> Start(string[] arguments, Func<UpdateContext, Task> handler)
    {
        var bot = BotApplication.CreateBuilder(arguments).UseWebhook().Build();
        bot.Text(handler);
        return await bot.StartAsync(Cancellation);
    }

    /// <summary>Telegram sends updates before the bot has noted that it set the webhook.</summary>
    private static Task WaitUntilSet(TelegramSimulator telegram) => Eventually.IsTrueAsync(
        () => WebhookMemory.Read(Path.Combine(telegram.DataDirectory, ".botstack", "webhook.json")) is { Fingerprint.Length: > 0 },
        "the webhook is set and noted",
        Cancellation);

    private static long Count(TelegramSimulator telegram, string method) => telegram.Calls.Count(call => call.Method == method);

    private static string InfoOf(TelegramSimulator telegram)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{telegram.BaseUrl}/bot{telegram.Token}/getWebhookInfo");
        using var response = client.Send(request, Cancellation);
        using var reader = new StreamReader(response.Content.ReadAsStream(Cancellation));
        return reader.ReadToEnd();
    }

    private static async Task<HttpStatusCode> PostAsync(TelegramSimulator telegram, string body, string secret)
    {
        var url = telegram.WebhookArguments.Single(argument => argument.Contains("_URL=http://127.0.0.1", StringComparison.Ordinal)
            && argument.EndsWith("/telegram", StringComparison.Ordinal))["--BOTSTACK_WEBHOOK_URL=".Length..];
        using var client = new HttpClient();
        using var content = new StringContent(body);
        if (secret.Length > 0)
        {
            content.Headers.Add("X-Telegram-Bot-Api-Secret-Token", secret);
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = content };

        // So that a refusal is read before a large body is sent into a closed connection.
        request.Headers.ExpectContinue = true;
        using var answer = await client.SendAsync(request, Cancellation);
        return answer.StatusCode;
    }
}
