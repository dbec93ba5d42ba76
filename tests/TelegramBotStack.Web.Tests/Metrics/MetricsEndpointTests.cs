using System.Net;
using System.Net.Sockets;
using TelegramBotStack.Simulator;
using TelegramBotStack.Tests;

namespace TelegramBotStack.Web.Tests.Metrics;

public sealed class MetricsEndpointTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Prometheus_reads_what_the_bot_does_and_nothing_secret_and_health_is_told_beside()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var port = FindPort();
        await using var bot = BotApplication.CreateBuilder([.. telegram.Arguments, $"--BOTSTACK_METRICS_PORT={port}"]).UseMetricsEndpoint().Build();
        bot.Text(context => context.ReplyAsync("hello"));
        await bot.StartAsync(Cancellation);
        var ada = telegram.CreateUser("Ada");
        await ada.Send("private words");
        await ada.NextReply(TimeSpan.FromSeconds(60), Cancellation);

        var metrics = "";
        await Eventually.IsTrueAsync(() => (metrics = Read(port, "/metrics").Body).Contains("""handler="text",outcome="handled""", StringComparison.Ordinal), "the update is counted", Cancellation);
        metrics.ShouldContain("botstack_update_duration_seconds_count");
        metrics.ShouldContain("botstack_call_duration_seconds_count");
        metrics.ShouldContain("botstack_updates_pending");
        metrics.ShouldNotContain(telegram.Token[(telegram.Token.IndexOf(':', StringComparison.Ordinal) + 1)..]);
        metrics.ShouldNotContain("private words");
        var (status, health) = Read(port, "/healthz");
        status.ShouldBe(HttpStatusCode.OK);
        health.ShouldStartWith("healthy");
        Read(port, "/").Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_port_that_is_taken_costs_the_metrics_and_not_the_bot()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        await using var bot = BotApplication.CreateBuilder([.. telegram.Arguments, $"--BOTSTACK_METRICS_PORT={port}"]).UseMetricsEndpoint().Build();
        bot.Text(context => context.ReplyAsync("hello"));
        await bot.StartAsync(Cancellation);
        var ada = telegram.CreateUser("Ada");

        await ada.Send("are you well?");

        (await ada.NextReply(TimeSpan.FromSeconds(60), Cancellation)).Text.ShouldBe("hello");
    }

    private static (HttpStatusCode? Status, string Body) Read(int port, string path)
    {
        try
        {
            using var client = new HttpClient();
            using var request = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{port}{path}");
            using var response = client.Send(request, Cancellation);
            using var reader = new StreamReader(response.Content.ReadAsStream(Cancellation));
            return (response.StatusCode, reader.ReadToEnd());
        }
        catch (HttpRequestException)
        {
            // It starts beside the bot.
            return (null, "");
        }
    }

    private static int FindPort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
