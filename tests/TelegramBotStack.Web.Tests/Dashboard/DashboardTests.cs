using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using TelegramBotStack.Simulator;
using TelegramBotStack.Tests;

namespace TelegramBotStack.Web.Tests.Dashboard;

/// <summary>A bot with a dashboard and one administrator, and a browser of theirs.</summary>
public sealed partial class DashboardTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly CookieContainer _cookies = new();
    private readonly HttpClient _browser;
    private TelegramSimulator? _telegram;
    private BotApplication? _bot;
    private SimulatedUser? _owner;
    private string _url = "";

    public DashboardTests() => _browser = new HttpClient(new SocketsHttpHandler { CookieContainer = _cookies, AllowAutoRedirect = false });

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        _owner = _telegram.CreateUser("Olga");
        var port = FindPort();
        _url = $"http://127.0.0.1:{port}/admin";
        _bot = BotApplication.CreateBuilder(
                [.. _telegram.Arguments, $"--BOT_ADMINS={_owner.Id}", $"--BOTSTACK_DASHBOARD_PORT={port}", $"--BOTSTACK_DASHBOARD_URL={_url}"])
            .UseMemoryStorage().UseDashboard().Build();
        _bot.Text(context => context.Text == "fail" ? throw new InvalidOperationException("<b>broken</b>") : context.ReplyAsync("hello"));
        await _bot.StartAsync(Cancellation);
        await Eventually.IsTrueAsync(async () => await StatusAsync("/") is not null, "the dashboard is served", Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await (_bot?.DisposeAsync() ?? default);
        await (_telegram?.DisposeAsync() ?? default);
    }

    [Fact]
    public async Task An_administrator_gets_a_link_that_opens_the_dashboard_once()
    {
        (await StatusAsync("/")).ShouldBe(HttpStatusCode.Unauthorized);
        var link = await LinkAsync();

        // A preview looks at the link, and does not use it up.
        var door = await GetAsync($"/sign-in?link={link}");
        door.ShouldContain($"value=\"{link}\"");
        _cookies.Count.ShouldBe(0);
        (await SignInAsync(link)).ShouldBe(HttpStatusCode.SeeOther);

        var page = await GetAsync("/");
        page.ShouldContain("Olga");
        page.ShouldContain("active");
        using (var another = new HttpClient())
        {
            (await another.PostAsync($"{_url}/sign-in", Form(link), Cancellation)).StatusCode.ShouldBe(HttpStatusCode.Forbidden, "it was used before");
        }

        (await _browser.PostAsync($"{_url}/sign-out", null, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await StatusAsync("/")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task The_cookie_and_the_page_are_closed_to_scripts_and_other_sites()
    {
        using var signedIn = await _browser.PostAsync($"{_url}/sign-in", Form(await LinkAsync()), Cancellation);
        using var page = await _browser.GetAsync($"{_url}/", Cancellation);

        var cookie = signedIn.Headers.GetValues("Set-Cookie").ShouldHaveSingleItem();
        cookie.ShouldContain("httponly", Case.Insensitive);
        cookie.ShouldContain("samesite=strict", Case.Insensitive);
        cookie.ShouldContain("path=/admin", Case.Insensitive);
        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        page.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem().ShouldStartWith("default-src 'none'; style-src 'self'");
        page.Headers.GetValues("Referrer-Policy").ShouldHaveSingleItem().ShouldBe("no-referrer");
        page.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var html = await page.Content.ReadAsStringAsync(Cancellation);
        html.ShouldNotContain("<script");
        html.ShouldNotContain("style=");
        html.ShouldNotContain(_telegram!.Token[(_telegram.Token.IndexOf(':', StringComparison.Ordinal) + 1)..]);
    }

    [Fact]
    public async Task Whoever_is_administrator_no_more_is_out_at_once()
    {
        var bob = _telegram!.CreateUser("Bob");
        var roles = _bot!.Services.GetRequiredService<IRoles>();
        await roles.GrantAsync(bob.Id, IRoles.Admin, cancellationToken: Cancellation);
        var unused = await LinkAsync(bob);
        (await SignInAsync(await LinkAsync(bob))).ShouldBe(HttpStatusCode.SeeOther);
        (await StatusAsync("/")).ShouldBe(HttpStatusCode.OK);

        await roles.RevokeAsync(bob.Id, IRoles.Admin, cancellationToken: Cancellation);

        (await StatusAsync("/")).ShouldBe(HttpStatusCode.Unauthorized);
        (await SignInAsync(unused)).ShouldBe(HttpStatusCode.Forbidden);
        await bob.Send("/dashboard");
        (await bob.NextReply(Patience, Cancellation)).Text!.ShouldNotContain("sign-in");
    }

    [Fact]
    public async Task Names_and_errors_of_others_are_text_and_nothing_else()
    {
        var mallory = _telegram!.CreateUser("""<img src=x onerror="alert(1)">""");
        var roles = _bot!.Services.GetRequiredService<IRoles>();
        await mallory.Send("fail");
        await mallory.Send("hello");
        await mallory.NextReply(Patience, Cancellation);
        await roles.GrantAsync(mallory.Id, IRoles.Admin, cancellationToken: Cancellation);
        await SignInAsync(await LinkAsync());

        var page = await GetAsync("/");

        page.ShouldContain("&lt;img src=x onerror=&quot;alert(1)&quot;&gt;");
        page.ShouldContain("&lt;b&gt;broken&lt;/b&gt;");
        page.ShouldNotContain("<img");
        page.ShouldNotContain("<b>broken");
        (await GetAsync("/sign-in?link=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")).ShouldNotContain("<script");
    }

    [Fact]
    public async Task The_page_shows_users_schedules_and_broadcasts()
    {
        var ada = _telegram!.CreateUser("Ada");
        await ada.Send("hello");
        await ada.NextReply(Patience, Cancellation);
        var chats = new[] { ada.Id }.ToAsyncEnumerable();
        var broadcasts = _bot!.Services.GetRequiredService<BotBroadcasts>();
        var broadcast = await broadcasts.StartAsync(BroadcastMessage.OfText("news"), chats, cancellationToken: Cancellation);
        await Eventually.IsTrueAsync(
            async () => (await broadcasts.GetAsync(broadcast.Id, Cancellation))?.State == BroadcastState.Done, "the broadcast is done", Cancellation);
        await SignInAsync(await LinkAsync());

        var page = await GetAsync("/");

        page.ShouldContain("New today</dt><dd>2</dd>");
        page.ShouldContain("1 of 1: 1 sent");
        page.ShouldContain("Nothing is scheduled.");
    }

    [Fact]
    public async Task An_address_that_others_could_listen_to_costs_the_page_and_not_the_bot()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var owner = telegram.CreateUser("Olga");
        await using var bot = BotApplication.CreateBuilder(
                [.. telegram.Arguments, $"--BOT_ADMINS={owner.Id}", $"--BOTSTACK_DASHBOARD_PORT={FindPort()}", "--BOTSTACK_DASHBOARD_URL=http://bot.example.org"])
            .UseMemoryStorage().UseDashboard().Build();
        await bot.StartAsync(Cancellation);

        await owner.Send("/dashboard");

        (await owner.NextReply(Patience, Cancellation)).Text.ShouldBe("The dashboard is not served right now. The bot's log says why.");
    }

    [Fact]
    public async Task In_a_group_no_link_is_given()
    {
        var group = _telegram!.CreateGroup("Team", _owner!);

        await _owner!.Send("/dashboard", group);

        (await group.NextReply(Patience, Cancellation)).Text.ShouldBe("Please write this to me in our private chat.");
    }

    private async Task<string> LinkAsync(SimulatedUser? user = null)
    {
        user ??= _owner!;
        await user.Send("/dashboard");
        var reply = await user.NextReply(Patience, Cancellation);
        return LinkIn().Match(reply.Text!).Groups["link"].Value;
    }

    private async Task<HttpStatusCode> SignInAsync(string link)
    {
        using var answer = await _browser.PostAsync($"{_url}/sign-in", Form(link), Cancellation);
        return answer.StatusCode;
    }

    private Task<string> GetAsync(string path) => _browser.GetStringAsync(_url + path, Cancellation);

    private async Task<HttpStatusCode?> StatusAsync(string path)
    {
        try
        {
            using var answer = await _browser.GetAsync(_url + path, Cancellation);
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            // It starts beside the bot.
            return null;
        }
    }

    private static FormUrlEncodedContent Form(string link) => new([new("link", link)]);

    private static int FindPort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    [GeneratedRegex("link=(?<link>[0-9a-f]{64})")]
    private static partial Regex LinkIn();
}
