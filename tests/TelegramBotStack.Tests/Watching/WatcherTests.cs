using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using TelegramBotStack.Configuration;
using TelegramBotStack.Status;
using TelegramBotStack.Watching;

namespace TelegramBotStack.Tests.Watching;

public sealed class WatcherTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 2, 15, 0, TimeSpan.Zero));
    private readonly Receiver _receiver = new();
    private readonly HttpClient _client;
    private readonly List<string> _log = [];

    public WatcherTests() => _client = new HttpClient(_receiver);

    public void Dispose()
    {
        _client.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task A_watcher_that_is_started_again_repeats_nothing_and_goes_on()
    {
        await WatchAsync(seconds: 60);
        _receiver.Received.Count.ShouldBe(1);

        await WatchAsync(seconds: 60);
        _receiver.Received.Count.ShouldBe(1);

        await WatchAsync(seconds: 60, beats: true);
        _receiver.Received.Count.ShouldBe(2);
        _receiver.Received[1].ShouldContain("bot on host: well again, after 2 min (silent).");
    }

    [Fact]
    public async Task A_message_waits_while_the_place_cannot_be_reached_also_over_a_restart()
    {
        _receiver.Status = HttpStatusCode.BadGateway;
        await WatchAsync(seconds: 120);
        _receiver.Received.ShouldBeEmpty();
        _log.ShouldContain("chat: status 502; trying again in 2 s.");

        _receiver.Status = HttpStatusCode.OK;
        await WatchAsync(seconds: 2);

        _receiver.Received.Single().ShouldContain("(at 2026-11-24 02:15 UTC)");
    }

    [Fact]
    public async Task The_token_is_in_nothing_that_is_logged_or_written_down()
    {
        _receiver.Throws = true;
        await WatchAsync(seconds: 60);

        _log.ShouldContain("chat: not reachable (ConnectionError); trying again in 2 s.");
        string.Join('\n', _log).ShouldNotContain("AAsecret");
        File.ReadAllText(_directory["watch/watcher.json"]).ShouldNotContain("AAsecret");
    }

    [Fact]
    public async Task A_chat_that_wants_to_be_left_alone_is_left_alone_for_as_long()
    {
        _receiver.Status = HttpStatusCode.TooManyRequests;
        _receiver.Answer = """{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 33","parameters":{"retry_after":33}}""";
        await WatchAsync(seconds: 60);

        _log.ShouldContain("chat: status 429; trying again in 33 s.");
    }

    [Fact]
    public async Task Telegram_is_asked_for_what_waits_and_for_the_time_and_never_for_updates()
    {
        var sight = new TelegramSight(_client, new Uri("http://telegram"), "1:AAsecret", _time);
        _receiver.Answer = """{"ok":true,"result":{"url":"https://hook.example.org/secret","pending_update_count":7}}""";
        _receiver.Date = _time.GetUtcNow().AddSeconds(40);

        var view = await sight.LookAsync(TestContext.Current.CancellationToken);

        view.ShouldBe(new TelegramView(false, 7, "hook.example.org", TimeSpan.FromSeconds(40)));
        _receiver.Asked.ShouldBe(["/bot1:AAsecret/getWebhookInfo"]);
    }

    /// <summary>Watches a bot that was there until a minute ago.</summary>
    private async Task WatchAsync(int seconds, bool beats = false)
    {
        var settings = new WatchSettings
        {
            Data = new DataDirectory(_directory["data"]),
            StateDirectory = _directory["watch"],
            Secrets = _directory["secrets"],
            ApiUrl = new Uri("http://telegram"),
            Bot = "bot",
            Host = "host",
            Times = new AlarmTimes(TimeSpan.FromSeconds(10), TimeSpan.FromHours(6)),
            LeastFreeBytes = 0,
        };
        Directory.CreateDirectory(settings.StateDirectory);
        Directory.CreateDirectory(settings.Data.Instances);
        using var stop = new CancellationTokenSource();
        using var watcher = new Watcher(
            settings, telegram: null, [AlertPlace.Chat(_client, settings.ApiUrl, "1:AAsecret", 42)], _time, line => _log.Add(line));
        var watching = watcher.RunAsync(stop.Token);
        for (var second = 0; second < seconds; second++)
        {
            Beat(settings.Data, beats ? _time.GetUtcNow() : _time.Start.AddMinutes(-1));
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        await stop.CancelAsync();
        await watching;
    }

    private void Beat(DataDirectory data, DateTimeOffset at) => File.WriteAllBytes(data.StatusOf("one"), JsonSerializer.SerializeToUtf8Bytes(
        new InstanceStatus
        {
            Instance = "one",
            Release = "local",
            Pid = 1,
            State = InstanceState.Active,
            StartedAt = _time.Start.AddMinutes(-5),
            ActiveSince = _time.Start.AddMinutes(-5),
            HeartbeatAt = at,
            LastPollAt = at,
        },
        ContractJson.Default.InstanceStatus));

    private sealed class Receiver : HttpMessageHandler
    {
        public List<string> Received { get; } = [];

        public List<string> Asked { get; } = [];

        public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

        public string Answer { get; set; } = "{}";

        public DateTimeOffset? Date { get; set; }

        public bool Throws { get; set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked.Add(request.RequestUri!.AbsolutePath);
            if (Throws)
            {
                throw new HttpRequestException(HttpRequestError.ConnectionError, $"cannot reach {request.RequestUri}");
            }

            if (Status == HttpStatusCode.OK && request.Content is { } content)
            {
                Received.Add(await content.ReadAsStringAsync(cancellationToken));
            }

            var response = new HttpResponseMessage(Status) { Content = new StringContent(Answer) };
            response.Headers.Date = Date;
            return response;
        }
    }
}
