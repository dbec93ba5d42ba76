using System.Net;

namespace TelegramBotStack.Simulator.Tests.Faults;

public sealed class FaultTests : SimulatorTest
{
    [Fact]
    public async Task The_next_calls_of_a_method_are_too_many()
    {
        Telegram.Faults.Plan(Fault.TooManyRequests(7), calls: 2, method: "getme");

        var refused = await Client.Call("getMe");
        refused.ShouldBeError(429, "Too Many Requests: retry after 7");
        refused.Json.GetProperty("parameters").GetProperty("retry_after").GetInt32().ShouldBe(7);
        refused.RetryAfter.ShouldBe(TimeSpan.FromSeconds(7));
        (await Client.Call("getWebhookInfo")).Status.ShouldBe(HttpStatusCode.OK);
        (await Client.Call("getMe")).Status.ShouldBe(HttpStatusCode.TooManyRequests);
        (await Client.Call("getMe")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(500, "Internal Server Error: restart")]
    [InlineData(502, "Bad Gateway")]
    public async Task A_server_error_does_not_carry_the_call_out(int status, string description)
    {
        var ada = Telegram.CreateUser("Ada");
        await ada.Send("hello");
        Telegram.Faults.Plan(Fault.ServerError(status));

        (await Client.Call("sendMessage", new { chat_id = ada.Id, text = "x" })).ShouldBeError(status, description);
        ada.Messages.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_delayed_call_is_answered_later()
    {
        Telegram.Faults.Plan(Fault.Delay(TimeSpan.FromSeconds(5)));
        var call = Client.Call("getMe");
        await Until(() => Telegram.Statistics.ApiCalls == 1);

        // The delay starts shortly after the call was counted, so the clock moves until it is over.
        while (!call.IsCompleted)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(1, Cancelled);
        }

        (await call).Status.ShouldBe(HttpStatusCode.OK);
        Time.GetUtcNow().ShouldBeGreaterThanOrEqualTo(Time.Start + TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    public async Task A_connection_can_be_dropped_before_and_after_the_effect(bool afterEffect, int messages)
    {
        var ada = Telegram.CreateUser("Ada");
        await ada.Send("hello");
        Telegram.Faults.Plan(afterEffect ? Fault.DropAnswer() : Fault.DropConnection());

        await Should.ThrowAsync<HttpRequestException>(() => Client.Call("sendMessage", new { chat_id = ada.Id, text = "x" }));

        ada.Messages.Count.ShouldBe(messages);
        Telegram.Calls[^1].Status.ShouldBe(0);
    }

    [Fact]
    public async Task Cleared_faults_are_forgotten()
    {
        Telegram.Faults.Plan(Fault.ServerError(), int.MaxValue);
        (await Client.Call("getMe")).Status.ShouldBe(HttpStatusCode.InternalServerError);

        Telegram.Faults.Clear();

        (await Client.Call("getMe")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Faults_at_random_meet_their_part_of_the_calls_and_the_same_seed_the_same_ones()
    {
        var first = await Statuses();
        var second = await Statuses();

        first.Count(status => status == HttpStatusCode.BadGateway).ShouldBeInRange(10, 40);
        first.Count(status => status == HttpStatusCode.TooManyRequests).ShouldBeInRange(10, 40);
        second.ShouldBe(first);

        async Task<List<HttpStatusCode>> Statuses()
        {
            Telegram.Faults.Clear();
            Telegram.Faults.PlanAtRandom([Fault.ServerError(502), Fault.TooManyRequests(1)], rate: 0.5, seed: 3, method: "getMe");
            var statuses = new List<HttpStatusCode>();
            for (var call = 0; call < 100; call++)
            {
                statuses.Add((await Client.Call("getMe")).Status);
            }

            return statuses;
        }
    }

    [Fact]
    public async Task With_limits_messages_beyond_them_are_refused_until_time_has_passed()
    {
        var ada = Telegram.CreateUser("Ada");
        await ada.Send("hello");
        var team = Telegram.CreateGroup("Team", ada);
        Telegram.FloodLimits = new FloodLimits { PerGroupInAMinute = 2 };

        for (var message = 0; message < 3; message++)
        {
            (await Client.Call("sendMessage", new { chat_id = ada.Id, text = "x" })).Status.ShouldBe(HttpStatusCode.OK);
        }

        (await Client.Call("sendMessage", new { chat_id = ada.Id, text = "x" })).ShouldBeError(429, "Too Many Requests: retry after 3");
        (await Client.Call("sendMessage", new { chat_id = team.Id, text = "x" })).Status.ShouldBe(HttpStatusCode.OK);
        Time.Advance(TimeSpan.FromSeconds(3));
        (await Client.Call("sendMessage", new { chat_id = ada.Id, text = "x" })).Status.ShouldBe(HttpStatusCode.OK);
        (await Client.Call("sendMessage", new { chat_id = team.Id, text = "x" })).Status.ShouldBe(HttpStatusCode.OK);
        (await Client.Call("sendMessage", new { chat_id = team.Id, text = "x" })).ShouldBeError(429, "Too Many Requests: retry after 57");
        Telegram.FloodLimits = null;
        (await Client.Call("sendMessage", new { chat_id = team.Id, text = "x" })).Status.ShouldBe(HttpStatusCode.OK);
    }
}
