using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace TelegramBotStack.Simulator.Tests.BotApi;

public sealed class RequestTests : SimulatorTest
{
    [Fact]
    public async Task GetMe_tells_the_bot()
    {
        var me = (await Client.Call("getMe")).Result;

        me.GetProperty("id").GetInt64().ShouldBe(Telegram.Bot.Id);
        me.GetProperty("is_bot").GetBoolean().ShouldBeTrue();
        me.GetProperty("username").GetString().ShouldBe("simulator_bot");
        me.GetProperty("can_read_all_group_messages").GetBoolean().ShouldBeFalse();
    }

    [Theory]
    [InlineData("12345678:unknown", "Unauthorized")]
    [InlineData("no-colon", "Unauthorized: invalid token specified")]
    [InlineData("012345:secret", "Unauthorized: invalid token specified")]
    [InlineData("1:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "Unauthorized: invalid token specified")]
    public async Task A_wrong_token_gets_401(string token, string description)
    {
        Client.Token = token;

        (await Client.Call("getMe")).ShouldBeError(401, description);
    }

    [Fact]
    public async Task A_revoked_token_gets_401_and_the_new_one_works()
    {
        var revoked = Telegram.Token;

        var renewed = Telegram.RevokeToken();

        (await Client.Call("getMe")).ShouldBeError(401, "Unauthorized");
        Client.Token = renewed;
        (await Client.Call("getMe")).Result.GetProperty("id").GetInt64().ShouldBe(Telegram.Bot.Id);
        renewed.ShouldNotBe(revoked);
        renewed.ShouldBe(Telegram.Token);
    }

    [Fact]
    public async Task An_unknown_method_gets_404()
        => (await Client.Call("getEverything")).ShouldBeError(404, "Not Found: method not found");

    [Theory]
    [InlineData("/bot")]
    [InlineData("/elsewhere")]
    public async Task A_path_outside_of_the_API_gets_404(string path)
        => (await Client.Send(new HttpRequestMessage(HttpMethod.Get, Telegram.BaseUrl + path))).ShouldBeError(404, "Not Found");

    [Theory]
    [InlineData("GETME")]
    [InlineData("getme")]
    [InlineData("test/getMe")]
    public async Task Method_names_are_case_insensitive_and_have_a_test_path(string method)
        => (await Client.Call(method)).Status.ShouldBe(HttpStatusCode.OK);

    public static TheoryData<string> Bodies => ["query", "form", "multipart", "json", "json with numbers as text"];

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Arguments_come_from_query_form_multipart_or_JSON(string kind)
    {
        var ada = Telegram.CreateUser("Ada");
        await ada.Send("hello");
        var fields = new Dictionary<string, string> { ["chat_id"] = $"{ada.Id}", ["text"] = "ä & <b>" };
        var address = $"{Telegram.BaseUrl}/bot{Telegram.Token}/sendMessage";
        using var multipart = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
        {
            multipart.Add(new StringContent(value), name);
        }

        using var request = kind switch
        {
            "query" => new HttpRequestMessage(HttpMethod.Get, $"{address}?chat_id={ada.Id}&text={Uri.EscapeDataString(fields["text"])}"),
            "form" => new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(fields) },
            "multipart" => new HttpRequestMessage(HttpMethod.Post, address) { Content = multipart },
            _ => new HttpRequestMessage(HttpMethod.Post, address)
            {
                Content = new StringContent(
                    kind == "json"
                        ? $$"""{"chat_id":{{ada.Id}},"text":"ä & <b>"}"""
                        : $$"""{"chat_id":"{{ada.Id}}","text":"ä & <b>"}""",
                    Encoding.UTF8,
                    "application/json"),
            },
        };

        (await Client.Send(request)).Result.GetProperty("text").GetString().ShouldBe("ä & <b>");
        (await ada.NextReply(cancellationToken: Cancelled)).Text.ShouldBe("ä & <b>");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    public async Task A_body_that_is_no_JSON_object_gets_400(string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Telegram.BaseUrl}/bot{Telegram.Token}/getMe")
        {
            Content = new StringContent(body, MediaTypeHeaderValue.Parse("application/json")),
        };

        (await Client.Send(request)).ShouldBeError(400, "Bad Request: can't parse JSON object");
    }

    [Fact]
    public async Task Bots_do_not_see_each_other()
    {
        var other = Telegram.CreateBot("other_bot");
        await other.CreateUser("Bob").Send("for the other");

        (await Client.Updates()).ShouldBeEmpty();
        Client.Token = other.Token;
        (await Client.Updates()).Length.ShouldBe(1);
        Telegram.Statistics.Polls.ShouldBe(1);
        other.Statistics.Polls.ShouldBe(1);
    }

    [Fact]
    public async Task Calls_are_counted_and_remembered()
    {
        await Client.Call("getme");
        await Client.Call("sendMessage", new { chat_id = 1, text = "hello" });
        await Client.Call("nonsense");

        Telegram.Statistics.ApiCalls.ShouldBe(3);
        Telegram.Statistics.ApiCallsByMethod["getMe"].ShouldBe(1);
        Telegram.Calls.Select(call => (call.Method, call.Status)).ShouldBe([("getMe", 200), ("sendMessage", 400), ("nonsense", 404)]);
        Telegram.Calls[1].Arguments["text"].ShouldBe("hello");
        Telegram.Calls.Select(call => call.Error).ShouldBe([null, "Bad Request: chat not found", "Not Found: method not found"]);
    }

    [Fact]
    public async Task After_logOut_the_bot_is_out_for_ten_minutes()
    {
        (await Client.Call("logOut")).Result.GetBoolean().ShouldBeTrue();

        (await Client.Call("getMe")).ShouldBeError(400, "Logged out");
        Time.Advance(TimeSpan.FromMinutes(10));
        (await Client.Call("getMe")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Close_is_refused_in_the_first_ten_minutes()
    {
        Time.Advance(TimeSpan.FromMinutes(4));

        var refused = await Client.Call("close");

        refused.ShouldBeError(429, "Too Many Requests: retry after 361");
        refused.RetryAfter.ShouldBe(TimeSpan.FromSeconds(361));
        Time.Advance(TimeSpan.FromMinutes(6));
        (await Client.Call("close")).Result.GetBoolean().ShouldBeTrue();
    }
}
